"""Addresses of tasks."""

from django.urls import path

from fourgood.tasks.views import lists, tasks

urlpatterns = [
    path("tasks/", lists.task_list, name="task_list"),
    path("units/<int:pk>/tasks/", lists.unit_tasks, name="unit_tasks"),
    path("units/<int:pk>/tasks/month.pdf", lists.unit_tasks_pdf, name="unit_tasks_pdf"),
    path("units/<int:pk>/tasks/below/", lists.tasks_below, name="tasks_below"),
    path("units/<int:pk>/tasks/new/", tasks.task_new, name="task_new"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/assign/", tasks.task_assign, name="task_assign"),
    path("tasks/<int:pk>/carry-over/", tasks.task_carry_over, name="task_carry_over"),
    path("tasks/<int:pk>/finish/", tasks.task_finish, name="task_finish"),
    path("tasks/<int:pk>/drop/", tasks.task_drop, name="task_drop"),
    path("assignments/<int:pk>/accept/", tasks.assignment_accept, name="assignment_accept"),
    path("assignments/<int:pk>/report/", tasks.assignment_report, name="assignment_report"),
    path("assignments/<int:pk>/done/", tasks.assignment_done, name="assignment_done"),
    path("assignments/<int:pk>/check/", tasks.assignment_check, name="assignment_check"),
    path("assignments/<int:pk>/send-back/", tasks.assignment_send_back, name="assignment_send_back"),
    path("assignments/<int:pk>/take-back/", tasks.assignment_take_back, name="assignment_take_back"),
]

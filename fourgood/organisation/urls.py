"""Addresses of the organisation: units and orders, members, positions and Party groups."""

from django.urls import path

from fourgood.organisation.views import groups, member_acts, members, order_steps, orders, units

unit_urls = [
    path("units/", units.unit_tree, name="unit_tree"),
    path("units/list/", units.unit_list, name="unit_list"),
    path("units/candidates/", order_steps.unit_candidates, name="unit_candidates"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/children/", units.unit_children, name="unit_children"),
    path("units/<int:pk>/lineage/", units.unit_lineage, name="unit_lineage"),
    path("orders/", orders.order_list, name="order_list"),
    path("orders/new/", orders.order_new, name="order_new"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("orders/<int:pk>/edit/", orders.order_edit, name="order_edit"),
    path("orders/<int:pk>/steps/<slug:act>/new/", order_steps.order_step_new, name="order_step_new"),
    path("orders/<int:pk>/steps/<int:place>/remove/", order_steps.order_step_remove, name="order_step_remove"),
    path("orders/<int:pk>/try/", orders.order_dry_run, name="order_dry_run"),
    path("orders/<int:pk>/affected/", orders.order_affected, name="order_affected"),
    path("orders/<int:pk>/carry-out/", orders.order_carry_out, name="order_carry_out"),
    path("orders/<int:pk>/discard/", orders.order_discard, name="order_discard"),
    path("orders/<int:pk>/reverse/", orders.order_reverse, name="order_reverse"),
]

member_urls = [
    path("units/<int:pk>/members/", members.member_list, name="member_list"),
    path("units/<int:pk>/members/new/", member_acts.member_new, name="member_new"),
    path("units/<int:pk>/meeting/", members.members_due, name="members_due"),
    path("units/<int:pk>/findings/", members.cell_findings, name="cell_findings"),
    path("units/<int:pk>/groups/", groups.group_list, name="group_list"),
    path("units/<int:pk>/groups/new/", groups.group_new, name="group_new"),
    path("units/<int:pk>/groups/assign/", groups.group_assign, name="group_assign"),
    path("groups/<int:pk>/rename/", groups.group_rename, name="group_rename"),
    path("groups/<int:pk>/end/", groups.group_dissolve, name="group_dissolve"),
    path("members/<int:pk>/", members.member, name="member"),
    path("members/<int:pk>/change/", member_acts.member_change, name="member_change"),
    path("members/<int:pk>/transfer/", member_acts.member_transfer, name="member_transfer"),
    path("members/<int:pk>/send/", member_acts.member_send, name="member_send"),
    path("members/<int:pk>/return/", member_acts.member_come_back, name="member_come_back"),
    path("members/<int:pk>/leave/", member_acts.member_leave, name="member_leave"),
    path("members/<int:pk>/rejoin/", member_acts.member_rejoin, name="member_rejoin"),
    path("members/<int:pk>/official/", member_acts.member_official, name="member_official"),
    path("members/<int:pk>/statuses/new/", member_acts.status_new, name="status_new"),
    path("members/<int:pk>/positions/new/", member_acts.position_new, name="position_new"),
    path("statuses/<int:pk>/end/", member_acts.status_end, name="status_end"),
    path("positions/<int:pk>/end/", member_acts.position_end, name="position_end"),
]

urlpatterns = [*unit_urls, *member_urls]

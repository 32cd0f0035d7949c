"""Addresses of instructions and documents."""

from django.urls import path

from fourgood.instructions.document_urls import document_urls
from fourgood.instructions.views import criteria, differences, editions, files

instruction_urls = [
    path("instructions/", editions.instruction_list, name="instruction_list"),
    path("instructions/new/", editions.edition_new, name="edition_new"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/head/", editions.edition_head, name="edition_head"),
    path("editions/<int:pk>/write-heads/", editions.heads_write, name="heads_write"),
    path("editions/<int:pk>/issue/", editions.edition_issue, name="edition_issue"),
    path("editions/<int:pk>/discard/", editions.edition_discard, name="edition_discard"),
    path("editions/<int:pk>/amend/", editions.edition_amend, name="edition_amend"),
    path("editions/<int:pk>/withdraw/", editions.edition_withdraw, name="edition_withdraw"),
    path("editions/<int:pk>/since/<int:other>/", differences.edition_difference, name="edition_difference"),
    path("editions/<int:pk>/annex.pdf", differences.edition_pdf, name="edition_pdf"),
    path("editions/<int:pk>/annex.docx", differences.edition_docx, name="edition_docx"),
    path("editions/<int:pk>/new-file/", files.file_new, name="file_new"),
    path("editions/<int:pk>/files/<slug:code>/", files.framework_file, name="framework_file"),
    path("editions/<int:pk>/files/<slug:code>/text/", files.file_text, name="file_text"),
    path("editions/<int:pk>/files/<slug:code>/check/", files.file_check, name="file_check"),
    path("editions/<int:pk>/files/<slug:code>/remove/", files.file_remove, name="file_remove"),
    path(
        "editions/<int:pk>/files/<slug:code>/criteria/<str:criterion>/", criteria.criterion_edit, name="criterion_edit"
    ),
]

urlpatterns = [*instruction_urls, *document_urls]

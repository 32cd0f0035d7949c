"""Addresses of voting."""

from django.urls import path

from fourgood.voting.views import ballots, counting, votes

urlpatterns = [
    path("meetings/<int:pk>/votes/", votes.meeting_votes, name="meeting_votes"),
    path("meetings/<int:pk>/votes/open/", votes.vote_open, name="vote_open"),
    path("votes/<int:pk>/", votes.vote, name="vote"),
    path("votes/<int:pk>/ballot/", ballots.ballot, name="ballot"),
    path("votes/<int:pk>/papers/", counting.vote_papers, name="vote_papers"),
    path("votes/<int:pk>/close/", counting.vote_close, name="vote_close"),
    path("votes/<int:pk>/void/", counting.vote_void, name="vote_void"),
    path("votes/<int:pk>/papers.pdf", counting.vote_papers_pdf, name="vote_papers_pdf"),
    path("votes/<int:pk>/count.pdf", counting.vote_count_pdf, name="vote_count_pdf"),
]

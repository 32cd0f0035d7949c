"""Handing out papers, counting and closing, declaring void; the papers themselves and the minutes of the count."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.voting import papers, refusals
from fourgood.voting.closing import Counted
from fourgood.voting.forms import HandOutForm, HandsForm, PapersForm, VoidForm
from fourgood.voting.models import Choice, Vote, Way
from fourgood.voting.opening import repeat
from fourgood.voting.views.parts import late_for, run_vote, tell, trail_of_vote

ALL = "all"  # the button of a show of hands without anybody against


@require_http_methods(["GET", "POST"])
def vote_papers(request: PersonRequest, pk: int) -> HttpResponse:
    """Who votes on paper."""
    vote = run_vote(request, pk)
    if not vote.is_secret:
        raise refusals.NotSecret
    vote.require_running()
    form = HandOutForm(request.POST if request.method == "POST" else None, vote=vote)
    if request.method == "POST" and form.is_valid():
        try:
            vote.hand_out(form.chosen(), by=request.user)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Noted who votes on paper."))
            return redirect(vote)
    context = {"vote": vote, "form": form, "trail": trail_of_vote(vote, _("Papers"))}
    return render(request, "voting/vote_papers.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def vote_close(request: PersonRequest, pk: int) -> HttpResponse:
    """Enter what people counted, if they did, and close: then the urn is counted too."""
    vote = run_vote(request, pk)
    vote.require_running()
    issued = vote.electors.filter(paper=True).count()
    form_class = HandsForm if vote.way == Way.OPEN else PapersForm if issued else None
    form = form_class(request.POST or None, vote=vote) if form_class else None
    if request.method == "POST":
        answer = _close(request, vote, form)
        if answer:
            return answer
    context = {
        "vote": vote,
        "form": form,
        "issued": issued,
        "turnout": vote.electors.filter(voted=True).count(),
        "late": late_for(vote, vote.electors.all()),
        "all_in_favour": vote.way == Way.OPEN and _for(vote) is not None,
        "trail": trail_of_vote(vote, _("Count and close")),
    }
    return render(request, "voting/vote_close.html", context)


def _close(request: PersonRequest, vote: Vote, form: HandsForm | None) -> HttpResponse | None:
    """None: the page again, with the reason."""
    counted = None
    if ALL in request.POST and vote.way == Way.OPEN and (place := _for(vote)) is not None:
        counted = Counted({place: vote.present})
    elif form is not None:
        if not form.is_valid():
            return None
        counted = form.counted()
    try:
        vote.close(counted, by=request.user, at=timezone.now())
    except Refusal as refusal:
        if form is None:
            raise
        tell(form, refusal)
        return None
    return redirect(vote)


def _for(vote: Vote) -> int | None:
    """The place of "in favour", if that is one of the choices."""
    return vote.choices.filter(meaning=Choice.Meaning.FOR).values_list("place", flat=True).first()


@require_http_methods(["GET", "POST"])
def vote_void(request: PersonRequest, pk: int) -> HttpResponse:
    """Declare the vote void, and put the question once more."""
    vote = run_vote(request, pk)
    if vote.voided_at is not None:
        raise refusals.VoteVoid
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = {"because": form.cleaned_data["because"], "by": request.user, "at": timezone.now()}
        try:
            if form.cleaned_data["again"]:
                return redirect(repeat(vote, **done))
            vote.void(**done)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return redirect(vote)
    context = {"vote": vote, "form": form, "trail": trail_of_vote(vote, _("Declare void"))}
    return render(request, "voting/vote_void.html", context)


@require_GET
def vote_papers_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """Papers to print and cut, as many as were handed out."""
    vote = run_vote(request, pk)
    if not vote.is_secret:
        raise refusals.NotSecret
    return _pdf(papers.ballot_papers(vote), f"papers-{vote.pk}.pdf")


@require_GET
def vote_count_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """The minutes of the count."""
    vote = run_vote(request, pk)
    if vote.closed_at is None:
        raise refusals.CountFirst
    return _pdf(papers.minutes_of_count(vote), f"count-{vote.pk}.pdf")


def _pdf(written: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(written, content_type="application/pdf", headers=headers)

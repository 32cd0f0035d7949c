"""Pages of instructions: what holds, drafts, one edition; drafting, issuing, amending, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.edition_list import editions_for
from fourgood.instructions.edition_page import consequences, head_facts, in_words
from fourgood.instructions.forms import DraftForm, FirstHeadForm, HeadForm, WithdrawForm
from fourgood.instructions.models import Edition
from fourgood.instructions.views.parts import (
    FormPage,
    draft_of,
    form_page,
    get_or_post,
    may_issue,
    trail_of,
    visible_edition,
)
from fourgood.organisation.standing import Can


@require_GET
def instruction_list(request: PersonRequest) -> HttpResponse:
    """What holds now, what comes, drafts, and what held before."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_UNIT)
    context = {
        "editions": editions_for(request, today=timezone.localdate()),
        "may_issue": standing.may_anywhere(Can.ISSUE_INSTRUCTIONS),
    }
    return render(request, "instructions/instruction_list.html", context)


@require_GET
def edition(request: PersonRequest, pk: int) -> HttpResponse:
    """One edition: head, digest, files; of a draft, what is missing before it can be issued."""
    row = visible_edition(request, pk)
    may = may_issue(request, row)
    obstacles = row.obstacles() if may and row.is_draft else []
    context = {
        "edition": row,
        "state": row.state(timezone.localdate()),
        "facts": head_facts(row),
        "files": in_words(row),
        "others": list(row.instruction.editions.visible_to(request.user).exclude(pk=row.pk)),
        "obstacles": obstacles,
        "heads_differ": any(obstacle.of_head for obstacle in obstacles),
        "may_issue": may,
        "may_see_acts": request.user.standing().may(Can.SEE_ACTS, row.unit),
        "trail": trail_of(row),
    }
    return render(request, "instructions/edition_detail.html", context)


@get_or_post
def edition_new(request: PersonRequest) -> HttpResponse:
    """Draft an instruction: its head first."""
    request.user.standing().require_anywhere(Can.ISSUE_INSTRUCTIONS)
    page = FormPage(
        heading=_("Draft an instruction"),
        lead=_("First what stands at its head; the criteria frameworks come next. Nobody else sees a draft."),
        submit=_("Go on to the frameworks"),
        done=_("The draft is kept. Add its frameworks now."),
        back=reverse("instruction_list"),
        trail=trail_of(None, _("Draft an instruction")),
    )
    form = DraftForm(request.POST or None, viewer=request.user)
    return form_page(
        request, form, page, lambda data: Edition.objects.draft(**data, by=request.user, at=timezone.now())
    )


@get_or_post
def edition_head(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct the head of a draft."""
    row = draft_of(request, pk)
    follows = row.instruction.editions.issued().exists()
    form_class = HeadForm if follows else FirstHeadForm
    form = form_class(request.POST or None, instance=row, follows=follows, initial={"number": row.instruction.number})
    page = FormPage(
        heading=_("Correct the head of the instruction"),
        submit=_("Save"),
        done=_("The head is corrected."),
        back=row.get_absolute_url(),
        trail=trail_of(row, _("Correct the head")),
    )
    # A fresh row: the form has already written into the one that it was given.
    return form_page(request, form, page, lambda data: Edition.objects.get(pk=pk).change_head(by=request.user, **data))


@get_or_post
def edition_amend(request: PersonRequest, pk: int) -> HttpResponse:
    """Draft the next edition, beginning with copies of this one's files."""
    row = visible_edition(request, pk, Can.ISSUE_INSTRUCTIONS)
    latest = Edition.objects.get(pk=row.pk)
    latest.carry_over, latest.last_day = "", None
    page = FormPage(
        heading=gettext("Amend %(edition)s by a new edition") % {"edition": row},
        lead=_("What was issued stays as it is. The new edition begins as a copy, which you change and then issue."),
        submit=_("Draft the new edition"),
        done=_("The new edition is drafted. Write its head into the files, then change them."),
        back=row.get_absolute_url(),
        trail=trail_of(row, _("Amend")),
    )
    form = HeadForm(request.POST or None, instance=latest, follows=True)
    return form_page(request, form, page, lambda data: row.amend(**data, by=request.user, at=timezone.now()))


@get_or_post
def edition_issue(request: PersonRequest, pk: int) -> HttpResponse:
    """What follows from issuing the draft, and the button that does it; or what still stands in the way."""
    row = draft_of(request, pk)
    if request.method == "POST":
        try:
            row.issue(by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("The instruction is issued and goes down to every unit."))
        return redirect(row)
    obstacles = row.obstacles()
    context = {
        "edition": row,
        "obstacles": obstacles,
        "heads_differ": any(obstacle.of_head for obstacle in obstacles),
        "consequences": [] if obstacles else consequences(row),
        "trail": trail_of(row, _("Issue")),
    }
    return render(request, "instructions/edition_issue.html", context)


@get_or_post
def edition_discard(request: PersonRequest, pk: int) -> HttpResponse:
    row = draft_of(request, pk)
    if request.method == "POST":
        row.discard(by=request.user)
        messages.success(request, _("The draft is discarded."))
        return redirect("instruction_list")
    context = {"edition": row, "trail": trail_of(row, _("Discard"))}
    return render(request, "instructions/edition_discard.html", context)


@get_or_post
def edition_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw an issued edition, with the reason."""
    row = visible_edition(request, pk, Can.ISSUE_INSTRUCTIONS)
    row.require_withdrawable()
    page = FormPage(
        heading=gettext("Withdraw %(edition)s") % {"edition": row},
        lead=_("From today on it no longer holds. It stays readable, with your reason. This can't be taken back."),
        submit=_("Withdraw"),
        done=_("The edition is withdrawn."),
        back=row.get_absolute_url(),
        trail=trail_of(row, _("Withdraw")),
        danger=True,
    )
    form = WithdrawForm(request.POST or None)
    return form_page(request, form, page, lambda data: row.withdraw(**data, by=request.user, at=timezone.now()))


@require_POST
def heads_write(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the edition's head into every file that says otherwise."""
    row = draft_of(request, pk)
    changed = row.write_heads(by=request.user)
    if changed:
        messages.success(request, _("The head is written into: %(files)s.") % {"files": ", ".join(map(str, changed))})
    else:
        messages.info(request, _("The files say the same as the head, as far as they can be read."))
    return redirect(row)

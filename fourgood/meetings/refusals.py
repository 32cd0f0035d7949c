"""Why a meeting can't be drafted, announced, changed or called off, and nothing be written for it."""

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class UnitClosed(Refusal):
    reason = _("%(unit)s is closed and holds no meetings any more.")


class TopicMissing(Refusal):
    reason = _("A thematic meeting has a topic. Write what it is about.")


class PlaceMissing(Refusal):
    reason = _("Members have to know where to come. Write the place.")


class NoAgenda(Refusal):
    reason = _("There is nothing on the agenda yet. Add at least one item.")


class AlreadyAnnounced(Refusal):
    reason = _("The meeting was announced already.")


class InThePast(Refusal):
    reason = _("The meeting would begin in the past. Choose a later day or time.")


class HasBegun(Refusal):
    reason = _("The meeting has begun. What was recorded is changed on its own page.")


class CalledOff(Refusal):
    reason = _("The meeting was called off.")


class ReasonMissing(Refusal):
    reason = _("Write why it is called off: members read it.")


class NotInvited(Refusal):
    reason = _("%(name)s does not belong to this meeting.")


class NothingWritten(Refusal):
    reason = _("Write what you want to say.")


class AnswerMissing(Refusal):
    reason = _("Write an answer.")


class NotAnnouncedYet(Refusal):
    reason = _("The meeting has not been announced yet.")


class NoDocumentRule(Refusal):
    reason = _("No rule for documents is known for %(on)s. Choose a later date.")


class NoTopic(Refusal):
    reason = _("Write the topic.")


class TopicTaken(Refusal):
    reason = _("A meeting has taken up this topic, so it stays as it is.")


class NothingPlanned(Refusal):
    reason = _("There is no topic in the plan yet. Write at least one.")


class PlanSentAlready(Refusal):
    reason = _("The level above has the plan as it stands.")


class NotAMember(Refusal):
    reason = _("Only members of this unit suggest and support topics.")


class SuggestionClosed(Refusal):
    reason = _("The suggestion was taken up, answered or withdrawn already.")


class NotYourSuggestion(Refusal):
    reason = _("Only the member who made the suggestion withdraws it.")


class MeetingElsewhere(Refusal):
    reason = _("That meeting belongs to another unit, or takes no more items.")

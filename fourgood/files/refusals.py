"""Why a file is not taken, not served or not removed. Each says which file, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal


class TooLarge(Refusal):
    reason = _("“%(name)s” is larger than %(limit)s MB. Make it smaller, or divide it.")


class Empty(Refusal):
    reason = _("“%(name)s” is empty. Choose the file again.")


class NotTaken(Refusal):
    reason = _(
        "“%(name)s” is of a kind that is not taken here. Choose a picture, a PDF, a Word document (.docx), "
        "an Excel workbook (.xlsx) or plain text (.txt)."
    )


class Broken(Refusal):
    reason = _("“%(name)s” is damaged and can't be opened. Save it anew, or take the photo again.")


class NotInUtf8(Refusal):
    reason = _("“%(name)s” is a text that is not in UTF-8. Save it anew in UTF-8, or as a PDF.")


class TooManyPixels(Refusal):
    reason = _("“%(name)s” is a picture of more than %(limit)s megapixels. Make it smaller first.")


class UnpacksTooLarge(Refusal):
    reason = _("“%(name)s” unpacks to far more than it seems to be. Save it as a PDF and choose that.")


class HasMacros(Refusal):
    reason = _("“%(name)s” contains macros, which are small programs. Save it without macros, or as a PDF.")


class Protected(Refusal):
    reason = _("“%(name)s” is protected with a password. Save it without one, so that others can open it.")


class TwoInOne(Refusal):
    reason = _("“%(name)s” hides something else behind its content. Save it anew, as a PDF, and choose that.")


class TooMany(Refusal):
    reason = _("At most %(limit)s files can be added at once. Choose fewer, and add the others afterwards.")


class OnlyTheAdderRemoves(Refusal):
    reason = _("A file can be removed only by the person who added it.")


class InUse(Refusal):
    reason = _("“%(name)s” belongs to something that was recorded. What was recorded with it stays.")


class NotCheckedYet(Refusal):
    reason = _("“%(name)s” is still being checked for harmful content. Try again in a few minutes.")


class FoundHarmful(Refusal):
    reason = _("The content of “%(name)s” was removed, because it was found to be harmful.")
    help = _("Ask the person who added it for a clean copy.")


class NotKept(Refusal):
    reason = _("“%(name)s” can't be kept just now, because the place for files does not answer. Try again later.")
    help = _("Tell the operator of the system.")


class ContentLost(Refusal):
    reason = _("The content of “%(name)s” can't be found just now.")
    help = _("Tell the operator of the system.")

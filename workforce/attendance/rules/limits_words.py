"""The limits of making up in words, as trainees read them."""

from flask_babel import gettext, ngettext


def limits_in_words(limits):
    """`limits`: making_up.Limits; a part of a sentence for each."""
    if limits.share:
        yield gettext("at most %(share)s%% of the syllabus parts, rounded up", share=limits.share)
    if limits.most:
        yield ngettext("at most %(num)s part", "at most %(num)s parts", limits.most)
    if limits.months:
        yield ngettext(
            "within %(num)s month from the first day", "within %(num)s months from the first day", limits.months
        )

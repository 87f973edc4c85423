"""How the invented people answer the course's questions, each in their own language."""

from .. import i18n
from ..enrolment.rules.catalogue import NEEDS, QUESTIONS
from ..enrolment.rules.questions import Asking, Kind

MOTIVATIONS = {
    "ja": (
        "家族の介護をきっかけに、きちんと学びたいと思いました。",
        "子育てが落ち着いたので、地域で働きたいです。",
        "職場体験で利用者さんの笑顔を見て、興味を持ちました。",
        "定年後も人の役に立つ仕事がしたいです。",
    ),
    "easy": (
        "日本で 長く 介護の 仕事を したいです。",
        "おばあさんや おじいさんと 話すのが 好きです。",
        "資格を 取って、給料を 上げたいです。",
    ),
    "en": (
        "I would like to work in home care in this city.",
        "I helped my grandmother and want to learn it properly.",
        "My employer suggested this course.",
    ),
    "vi": (
        "Tôi muốn làm việc lâu dài trong ngành chăm sóc ở Nhật.",
        "Tôi muốn có chứng chỉ để làm chăm sóc tại nhà.",
        "Tôi thích nói chuyện với người cao tuổi.",
    ),
}
WORKPLACES = (
    *("見本中央病院", "ひだまり訪問介護", "特別養護老人ホーム みほん苑", "すずかけ訪問看護ステーション", "見本市役所"),
    *("医療法人社団 あおぞら会 みほんクリニック", "けやき居宅介護支援事業所", "デイサービスこもれび", "みほん薬局"),
)
NEEDS_HELP = 0.12
LEAVES_OUT = 0.15


def answers_of(course, invented, random):
    asking = Asking(keys=tuple(course.questions))
    chosen = [QUESTIONS[key] for key in asking.keys]
    with i18n.speaking(invented.language):
        return {
            question.key: question.answer(value_for(question, invented, random, asking), asking)
            for question in chosen
            if question.required or random.random() > LEAVES_OUT
        }


def value_for(question, invented, random, asking):
    if question.key == "japanese_level":
        return "first_language" if invented.language == "ja" else random.choice(("n3", "n4", "n4", "n5"))
    if question.key == "workplace":
        return random.choice(WORKPLACES)
    if question.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        return random.choice(MOTIVATIONS[invented.language])
    return random.choice(question.open_choices(asking))[0]


def needs_of(invented, random):
    if random.random() > NEEDS_HELP:
        return {}
    asking = Asking(childcare=True)
    question = NEEDS["needs"]
    wish = "interpreter" if invented.language == "vi" else random.choice(question.open_choices(asking))[0]
    with i18n.speaking(invented.language):
        return {"needs": question.answer([wish], asking)}

import random
import shutil

import pytest

import trialign

PLACES = [("Oslo", "奥斯陆"), ("Lima", "利马"), ("Cairo", "开罗"), ("Perth", "珀斯"), ("Turin", "都灵")]
SENTENCES = [
    ("The market in {0} opens at {1}.", "{0}的市场{1}点开门。", "{0}的市場{1}點開門。"),
    ("It rained in {0} for {1} days.", "{0}下了{1}天雨。", "{0}下了{1}天雨。"),
    ("Nobody in {0} saw the {1} lost boats.", "{0}没有人看见那{1}艘失踪的船。", "{0}沒有人看見那{1}艘失蹤的船。"),
    ("The museum of {0} has {1} rooms and a garden.", "{0}的博物馆有{1}间展室和一座花园。", "{0}的博物館有{1}間展室和一座花園。"),
]


def make_documents(n):
    """Documents of three editions, some with a part missing, some that cannot be aligned."""
    chance = random.Random(18)
    for number in range(n):
        lines = []
        for en, hans, hant in chance.choices(SENTENCES, k=chance.randint(2, 8)):
            place, count = chance.choice(PLACES), chance.randint(2, 12)
            lines.append((en.format(place[0], count), hans.format(place[1], count), hant.format(place[1], count)))
        document = {"id": f"doc-{number}"}
        for at, edition in enumerate(("en", "zh-Hans", "zh-Hant")):
            own = [line[at] for line in lines]
            if number % 7 == at:
                own = own[1:]
            document[edition] = own if number % 2 else "\n\n".join(own)
        if number % 11 == 0:
            document["zh-Hant"] = None
        if number % 97 == 0:
            document = {"id": number, "en": "Alone."}
        yield document


@pytest.fixture(scope="session")
def documents():
    return list(make_documents(1000))


@pytest.fixture(scope="session")
def aligner():
    return trialign.Aligner()


@pytest.fixture(scope="session")
def command():
    found = shutil.which("trialign")
    assert found, "the wheel installs the command"
    return found

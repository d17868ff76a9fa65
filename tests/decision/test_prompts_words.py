"""Words that are looked for are found, and innocent sentences are left in peace."""

from __future__ import annotations

import pytest

from riskapp.library.queries import get_words

FOUND = {
    "lack-of-service": [
        "He chose to stay in because there is no funding for a driver.",
        "The council won’t fund more than the care home.",
        "They would not pay for nights.",
        "The day centre closed.",
        "She can't afford the taxi.",
        "There are no carers available at weekends.",
        "Ade is on a waiting list.",
        "Her hours were fine until they cut her package.",
        "There is NO TRANSPORT on Thursdays",
        "Funding was withdrawn in May",
    ],
    "harm-by-another": [
        "He shouts at me when I ring anyone.",
        "My son takes my pension.",
        "She is scared of him.",
        "He hits her.",
        "I’m frightened of my husband.",
        "He won't let me see my sister.",
        "They locked him in.",
        "Her nephew stole her money.",
        "He threatens to put me in a home.",
        "Her brother forces her to sign things.",
        "Ken is being exploited by somebody he met.",
        "He locks me out in the rain.",
        "He shouts at me and nobody helps.",
    ],
    "stops-or-limits": [
        "Mrs R is never let ashore or on deck alone.",
        "the cabin door is locked from outside if Dennis goes out",
        "They lock her in when nobody is there.",
        "He isn’t allowed in the kitchen.",
        "She is never left alone.",
        "Never out alone after dark",
        "She is kept in until her son comes.",
        "Carers stop him leaving the house.",
        "She is stopped if she opens the gate.",
        "Two staff hold him down to wash.",
        "He is watched all night.",
        "Staff watch her at meals.",
        "Her phone is taken at night.",
        "His money is held by the office.",
        "Dennis takes away her keys.",
        "The keys are hidden.",
        "He goes out only with an escort",
        "Bed rails at night",
    ],
    "not-wanting-to-live": [
        "She says she will end her life.",
        "Out of here quick or be dead.",
        "He threatened suicide in June.",
        "I’d rather die than stay.",
        "She wishes she was dead",
        "He said he would kill himself.",
        "There is nothing to live for.",
        "She doesn’t want to live like this.",
        "Self-harm, twice last winter",
    ],
    "harm-to-others": [
        "A fire would reach the neighbours.",
        "The flat below could be flooded.",
        "He might hurt somebody else.",
        "Other residents could be harmed.",
        "A pedestrian could be hit.",
        "The dog could bite the carers.",
        "Gas would spread to next door.",
        "Carers would hurt their backs.",
        "A fire would reach next door and nobody would know.",
    ],
}

INNOCENT = {
    "lack-of-service": [
        "I can’t afford to lose my friends.",
        "No need of a bus, it is a short walk.",
        "She has funding for a taxi.",
        "The club is closed on Sundays.",
        "He doesn’t pay attention to kerbs.",
        "The bus stopped outside the gate.",
        "No transport needed.",
        "Joan is not available on Tuesdays.",
        "My budget is my business.",
        "I would wait for Derek.",
        "He stopped going to the club when Vera died.",
    ],
    "harm-by-another": [
        "He shouts at the football.",
        "Joan is scared of her falling.",
        "Joan is scared of him getting lost.",
        "She is frightened of her stairs.",
        "She hits her head on the shelf.",
        "It hits him hard when they leave.",
        "Derek pushes me round the allotment in my chair.",
        "She keeps her money in a tin.",
        "I spend my pension on seeds.",
        "I took my purse to the shop.",
        "My sister beats me at dominoes.",
        "The weather won’t let me leave the house.",
        "Her knee forces her to sit.",
        "Nobody shouts at me here.",
        "My daughter keeps my money safe.",
        "A car could hit her.",
        "He makes me laugh.",
        "She is afraid of her husband dying first.",
        "The club shut and I was locked out of the hut.",
        "It is raining, threatening him with a cold.",
    ],
    "stops-or-limits": [
        "He locks his own door",
        "A friend walks with her so that she is never alone",  # company, unless somebody calls it more
        "She takes her stick and her telephone",
        "Joan keeps an eye on the pot.",
        "Derek holds her arm on the steps.",
        "She keeps her money in a tin.",
        "The front door is never locked.",
        "A lock on her bedroom door, and she has the key",
        "A rail that stops her falling",
        "Care that keeps her at home",
        "She keeps in touch with Joan.",
        "The club is held on Mondays.",
        "Remove the rugs",
        "A neighbour has the spare key.",
        "I never go out without my stick.",
        "They watch the football together.",
        "She is not on her own: Joan is next door.",
        "We don’t let her down.",
        "Going alone.",
    ],
    "not-wanting-to-live": [
        "She could die before anybody found her.",
        "It would be the end of her life with Alan.",
        "She does not want to live in a home.",
        "He doesn’t want to die, he wants to smoke.",
        "I don’t want to be here.",
        "This chair will be the death of me.",
        "He could harm his back.",
        "Sudden death or a coma at night",
        "She says she would never harm herself.",
        "At the end of his life he wants his own bed.",
        "She is not suicidal; the doctor asked.",
    ],
    "harm-to-others": [
        "It would hurt not to see my grandchildren.",
        "I would miss my neighbours.",
        "He could fall and hurt his hip.",
        "A neighbour would help if there was a fire.",
        "She could die before anybody found her.",
        "Somebody else might hurt me.",
        "It hurts that the children stay away.",
        "Nobody next door would be harmed.",
        "Other people will stare.",
        "I could burn my hand.",
        "It would hurt to see my grandson go.",
    ],
}


def _pairs(told: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, sentence) for name, sentences in told.items() for sentence in sentences]


@pytest.mark.parametrize(("name", "sentence"), _pairs(FOUND))
def test_what_is_looked_for_is_found(name: str, sentence: str) -> None:
    assert get_words(name).find(sentence) == sentence


@pytest.mark.parametrize(("name", "sentence"), _pairs(INNOCENT))
def test_innocent_sentences_are_left_in_peace(name: str, sentence: str) -> None:
    assert get_words(name).find(sentence) is None


@pytest.mark.parametrize("name", FOUND)
def test_only_the_sentence_itself_is_given_and_what_stands_beside_it_does_not_excuse_it(
    name: str,
) -> None:
    text = f"Nobody minds the weather. {FOUND[name][0]} I miss the sea."
    assert get_words(name).find(text) == FOUND[name][0]


@pytest.mark.parametrize("name", FOUND)
def test_long_and_strange_texts_are_read_quickly_enough(name: str) -> None:
    words = get_words(name)
    assert words.find("") is None
    assert words.find("ڤ " * 10_000) is None
    assert words.find("scared of her no not won't the " * 700) is None

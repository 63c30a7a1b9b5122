"""Words that reached a text through others, and speakers in the middle of what they say.

Each attribution is written "source | cue | content ^parent", with the index of the one that holds it."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from onrecord.mark.attributions import attributions
from onrecord.mark.sentences import sentences
from onrecord.model import Span

READINGS: dict[str, list[str]] = {
    "“We have lost the hill,” the sergeant admitted, according to the Kyiv Post.": [
        "the sergeant | admitted | “We have lost the hill,” ^1",
        "the Kyiv Post | according to | “We have lost the hill,” the sergeant admitted",
    ],
    "The bridge is intact, the mayor's office said, Suspilne reported.": [
        "the mayor's office | said | The bridge is intact ^1",
        "Suspilne | reported | The bridge is intact, the mayor's office said",
    ],
    '"They shelled us all night", a nurse told Hromadske, Ukrinska Pravda reports.': [
        'a nurse | told | "They shelled us all night" ^1',
        'Ukrinska Pravda | reports | "They shelled us all night", a nurse told Hromadske',
    ],
    "Three people died, per officials in Kharkiv.": [
        "officials in Kharkiv | per | Three people died",
    ],
    "Air defences downed four rockets, witnesses told the administration, whose press office passed this on to TASS.": [
        "witnesses | told | Air defences downed four rockets ^1",
        "whose press office | passed this on | Air defences downed four rockets, witnesses told the administration ^2",
        "TASS | to | Air defences downed four rockets, witnesses told the administration",
    ],
    "There is no road left, as the occupation authorities transmit.": [
        "the occupation authorities | transmit | There is no road left",
    ],
    "The governor was quoted by Suspilne as saying that two villages had been lost.": [
        "Suspilne | was quoted by | The governor … as saying that two villages had been lost",
        "The governor | saying | that two villages had been lost ^0",
    ],
    "The Times quotes a colonel as saying the line will hold until May.": [
        "The Times | quotes | a colonel as saying the line will hold until May",
        "a colonel | saying | the line will hold until May ^0",
    ],
    "Budanov was reported by Ukrainska Pravda to have said that the attack would begin in spring.": [
        "Ukrainska Pravda | was reported by | Budanov … to have said that the attack would begin in spring",
        "Budanov | have said | that the attack would begin in spring ^0",
    ],
    "He cites the emergency service, which says three bodies were found.": [
        "He | cites | the emergency service, which says three bodies were found",
        "which | says | three bodies were found ^0",
    ],
    "Meduza, referring to its sources in the Kremlin, reported that mobilisation would resume in March.": [
        "its sources in the Kremlin | referring to | that mobilisation would resume in March ^1",
        "Meduza | reported | that mobilisation would resume in March",
    ],
    "As the paper writes with reference to border guards, villagers reported that the plant was mined.": [
        "the paper | writes | villagers reported that the plant was mined",
        "border guards | with reference to | villagers reported that the plant was mined ^0",
        "villagers | reported | that the plant was mined ^1",
    ],
    "The Journal, citing a person familiar with the talks, said Kyiv had spent its missiles.": [
        "a person familiar with the talks | citing | Kyiv had spent its missiles ^1",
        "The Journal | said | Kyiv had spent its missiles",
    ],
    "According to the Globe, which cited a staff source, three brigades were pulled back.": [
        "the Globe | According to | three brigades were pulled back",
        "a staff source | cited | three brigades were pulled back ^0",
    ],
    "According to Reuters, citing two officials, the bridge was closed for hours.": [
        "Reuters | According to | the bridge was closed for hours",
        "two officials | citing | the bridge was closed for hours ^0",
    ],
    "American officials quoted in the Post say 40 boats were lost.": [
        "the Post | quoted in | 40 boats were lost",
        "American officials | say | 40 boats were lost ^0",
    ],
    "Russia was accused by the prosecutor of looting the museum.": [
        "the prosecutor | was accused | Russia … of looting the museum",
    ],
    "The general has been accused of ordering the raid.": [
        " | has been accused | The general … of ordering the raid",
    ],
    "The Kremlin brushed aside a finding by auditors that stocks had fallen.": [
        "The Kremlin | brushed aside | a finding by auditors that stocks had fallen",
        "auditors | finding | that stocks had fallen ^0",
    ],
    "Kyiv waved off Moscow's claim that 40 tanks had burned.": [
        "Kyiv | waved off | Moscow's claim that 40 tanks had burned",
        "Moscow's | claim | that 40 tanks had burned ^0",
    ],
    "Six were hurt, BBC Verify said.": [
        "BBC Verify | said | Six were hurt",
    ],
    "Hospital registers reviewed by the Globe contradict the army's account of the raid.": [
        "Hospital registers reviewed by the Globe | contradict | the army's account of the raid",
        "the army's | account | of the raid ^0",
    ],
    "Unverified reports on local channels of a blast spread.": [
        " | Unverified reports | on local channels of a blast",
    ],
    "DeepState marks Torske as a grey zone.": [
        "DeepState | marks | Torske as a grey zone",
    ],
    "Kyiv marked Independence Day with 40 shots.": [],
    "Its chief told Putin that Torske had fallen, a hub that Kyiv won back in 2022.": [
        "Its chief | told | that Torske had fallen, a hub that Kyiv won back in 2022",
    ],
    "Forces withdrew from the town, the staff said, citing lack of shells.": [
        "the staff | said | Forces withdrew from the town",
        "the staff | citing | lack of shells",
    ],
    "The General Staff had been warned by scouts that a column was moving on Vuhledar.": [
        "scouts | had been warned by | that a column was moving on Vuhledar",
    ],
    "The BBC has learned from two sources that the general was dismissed.": [
        "The BBC | has learned | that the general was dismissed",
        "two sources | from | that the general was dismissed ^0",
    ],
    "She had heard from colleagues that the hospital was being emptied.": [
        "colleagues | had heard from | that the hospital was being emptied",
    ],
    "Rybar wrote that, by the army's account, two boats had been sunk.": [
        "Rybar | wrote | that, by the army's account, two boats had been sunk",
        "the army's account | by | two boats had been sunk ^0",
    ],
    "The pilots were tired. In their view the raid had failed.": [
        "their | In their view | the raid had failed",
    ],
    "In the words of one resident, nothing is left of the village.": [
        "one resident | In the words of | nothing is left of the village",
    ],
    "A prisoner said that, as far as his commander knew, nobody had been relieved.": [
        "A prisoner | said | that, as far as his commander knew, nobody had been relieved",
        "his commander | as far as | nobody had been relieved ^0",
    ],
    "Rybar reported that two boats, according to locals, had been sunk.": [
        "Rybar | reported | that two boats, according to locals, had been sunk",
        "locals | according to | two boats … had been sunk ^0",
    ],
    "In a recording released by the HUR, a man tells his wife that nobody is paid.": [
        "the HUR | In a recording released by | a man tells his wife that nobody is paid",
        "a man | tells | that nobody is paid ^0",
    ],
    "The reservoir, as the governor had warned, ran dry.": [
        "the governor | had warned | The reservoir … ran dry",
    ],
    "As Ukrinform reported earlier, Russian troops shelled Nikopol 12 times.": [
        "Ukrinform | reported | Russian troops shelled Nikopol 12 times",
    ],
    "Klymenko warned that the dam might burst, as engineers had told him.": [
        "Klymenko | warned | that the dam might burst",
        "engineers | had told | that the dam might burst ^0",
    ],
    "The army lost nine boats, the navy said on Friday, bringing the total to 60.": [
        "the navy | said | The army lost nine boats … bringing the total to 60",
    ],
    "The plant was hit, the mayor said, speaking to reporters by the river.": [
        "the mayor | said | The plant was hit",
    ],
    "The road was cut, the mayor said, warning that supplies were low.": [
        "the mayor | said | The road was cut",
        "the mayor | warning | that supplies were low",
    ],
    "'We are few,' he said, 'but we hold.'": [
        "he | said | 'We are few,' … 'but we hold.'",
    ],
    '"We are few" — sighs Captain Melnyk — "but we hold."': [
        'Captain Melnyk | sighs | "We are few" … "but we hold."',
    ],
    "“We are few” – the press officer counts on his fingers – “but we hold.”": [
        "the press officer | counts | “We are few” … “but we hold.”",
    ],
    "The water — so the utility says — has been safe since 9 June.": [
        "the utility | says | The water … has been safe since 9 June",
    ],
    "The town (so the mayor says) is without water.": [
        "the mayor | says | The town … is without water",
    ],
    "The Kremlin, Bloomberg reported on Thursday, believes that Kyiv will run short of shells.": [
        "Bloomberg | reported | The Kremlin … believes that Kyiv will run short of shells",
        "The Kremlin | believes | that Kyiv will run short of shells ^0",
    ],
    "Moscow denies any theft: the grain, it insists, was paid for.": [
        "Moscow | denies | any theft",
        "it | insists | the grain … was paid for",
    ],
    "Suspilne says the mayor of Nikopol has posted that rescuers think one woman is alive.": [
        "Suspilne | says | the mayor of Nikopol has posted that rescuers think one woman is alive",
        "the mayor of Nikopol | has posted | that rescuers think one woman is alive ^0",
        "rescuers | think | one woman is alive ^1",
    ],
    "ISW says that officials in Moscow had for days believed that the raid was a feint.": [
        "ISW | says | that officials in Moscow had for days believed that the raid was a feint",
        "officials in Moscow | had for days believed | that the raid was a feint ^0",
    ],
    "The envoy writes that captives describe beatings and report that 15 men died.": [
        "The envoy | writes | that captives describe beatings and report that 15 men died",
        "captives | describe | beatings ^0",
        "captives | report | that 15 men died ^0",
    ],
    "“My son wrote, ‘we are 30’,” a father told Sky News.": [
        "My son | wrote | ‘we are 30’ ^1",
        "a father | told | “My son wrote, ‘we are 30’,”",
    ],
    "The blogger whom Meduza quoted at length claimed that the village was lost.": [
        "Meduza | quoted | whom",
        "The blogger whom Meduza quoted at length | claimed | that the village was lost",
    ],
    "The officer who briefed the paper said his general believes the bridgehead is lost.": [
        "who | briefed | the paper",
        "The officer who briefed the paper | said | his general believes the bridgehead is lost",
        "his general | believes | the bridgehead is lost ^1",
    ],
    "Sources told the newspaper the general had warned the president that the city would fall.": [
        "Sources | told | the general had warned the president that the city would fall",
        "the general | had warned | that the city would fall ^0",
    ],
    "Kyiv says captured officer confirms order to shell dam: Ukrinform": [
        "Kyiv | says | captured officer confirms order to shell dam ^2",
        "captured officer | confirms | order to shell dam ^0",
        "Ukrinform | : | Kyiv says captured officer confirms order to shell dam",
    ],
    "The former says 17 drones were downed, the latter 19.": [
        "The former | says | 17 drones were downed",
        "the latter | says | 19",
    ],
    "Kyiv reports 34 drones downed as Moscow says it hit every target.": [
        "Kyiv | reports | 34 drones downed",
        "Moscow | says | it hit every target",
    ],
    "Moscow speaks of 400 prisoners, while Kyiv talks of 250.": [
        "Moscow | speaks of | 400 prisoners",
        "Kyiv | talks of | 250",
    ],
    "Two officers spoke to the paper. Both said the shells had run out.": [
        "Both | said | the shells had run out",
    ],
    "Ten journalists visited the front. One wrote that the trenches were empty.": [
        "One | wrote | that the trenches were empty",
    ],
    "Fighting in the town went on at night, in their second week of service.": [],
    "As the army counted on its reserves, the front moved.": [],
    "“Hold on” – the sign at the gate – “or leave.”": [],
    "Der Spiegel, relying on officials in Kyiv, wrote that the unit had left.": [
        "officials in Kyiv | relying on | that the unit had left ^1",
        "Der Spiegel | wrote | that the unit had left",
    ],
    "Radar data to Kyiv has been cut: WSJ, citing officials": [
        "WSJ | : | Radar data to Kyiv has been cut",
        "officials | citing | Radar data to Kyiv has been cut ^0",
    ],
    "As wrote the mayor of the town, the depot burned down.": [
        "the mayor of the town | wrote | the depot burned down",
    ],
    "Rejecting the finding of a commission that it had shelled the clinic, the army said the building was empty.": [
        "the army | Rejecting | the finding of a commission that it had shelled the clinic",
        "the army | said | the building was empty",
    ],
    "The army said it held the palace, hours after the rebels had announced that they had taken it.": [
        "The army | said | it held the palace",
        "the rebels | had announced | that they had taken it",
    ],
}


def words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)


@pytest.mark.parametrize("text", READINGS)
def test_reading(text: str) -> None:
    found = [
        f"{words(text, a.source)} | {words(text, a.cue)} | {words(text, a.content)}"
        + (f" ^{a.parent}" if a.parent is not None else "")
        for a in attributions(text, sentences(text))
    ]
    assert found == READINGS[text]


def test_time_of_day_is_no_part_of_a_name() -> None:
    text = "14:25 – Suspilne says that the road is cut."
    (only,) = attributions(text, sentences(text))
    assert words(text, only.source) == "Suspilne"


def test_report_of_the_sentences_before_is_passed_on() -> None:
    """ "That's according to X, Y reports": what X says of the sentence before came through Y."""
    text = "Troops shelled the town 23 times. That's according to the police, Ukrinform reports."
    police, agency = attributions(text, sentences(text))
    assert words(text, police.content) == "Troops shelled the town 23 times."
    assert police.parent == 1 and words(text, agency.source) == "Ukrinform"


@pytest.mark.parametrize(
    "piece",
    [
        "as X said, ",
        "in its view, ",
        "X, whom Y quoted, ",
        "told by X that ",
        "“a,” – he sighs – “b” ",
        "(so he says) ",
    ],
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        parted = sentences(text)
        start = time.process_time()
        attributions(text, parted)
        return time.process_time() - start

    seconds(50)
    assert seconds(1600) < 8 * seconds(400) + 0.3

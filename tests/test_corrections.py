"""Corrections give new records that validate; what points to a value keeps pointing to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.corrections import (
    ADDED,
    CHANGED,
    Add,
    Bounds,
    CorrectionError,
    Move,
    Remove,
    Set,
    SetDocument,
    apply,
)
from extractor.records import (
    FIELDS,
    Figure,
    Mention,
    Meta,
    Official,
    Organization,
    PressRelease,
    Project,
    ProjectOrganization,
    Quote,
    Reference,
    Region,
    Relation,
)

TEXT = (
    "El Fondo Verde (FV) dará 20 becas y 30 bonos en Cusco con el Plan Agua, "
    "dijo “sin pausa” Ana Ruiz, directora del Fondo Verde."
)


def at(words: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Mention(text=words, start=start, end=start + len(words))


def figure(words: str, value: int) -> Figure:
    return Figure(mentions=(at(words),), rule="t", value=value, kind="count", confidence=0.5)


@pytest.fixture
def release() -> PressRelease:
    return PressRelease(
        text=TEXT,
        organizations=(
            Organization(
                mentions=(at("Fondo Verde"), at("FV"), at("Fondo Verde", 1)), rule="t",
                name="Fondo Verde", acronym="FV", aliases=("FV",),
            ),
        ),
        officials=(
            Official(mentions=(at("Ana Ruiz"), at("directora")), rule="t", name="Ana Ruiz",
                     role="directora", organization="Fondo Verde"),
        ),
        regions=(Region(mentions=(at("Cusco"),), rule="t", name="Cusco"),),
        projects=(
            Project(mentions=(at("Plan Agua"),), rule="t", name="Plan Agua", regions=("Cusco",),
                    organizations=(ProjectOrganization(name="Fondo Verde", role="lead"),),
                    beneficiaries=(0, 1)),
        ),
        figures=(figure("20 becas", 20), figure("30 bonos", 30)),
        quotes=(
            Quote(mentions=(at("sin pausa"),), rule="t", text="sin pausa", speaker="Ana Ruiz"),
        ),
        meta=Meta(extractor="0", components=()),
    )  # fmt: skip


def test_nothing_done_is_the_same_record(release):
    assert apply(release) == release


def test_words_become_a_value(release):
    place = at("becas")
    after = apply(release, Add(field="regions", start=place.start, end=place.end))
    assert [region.name for region in after.regions] == ["becas", "Cusco"]
    assert after.regions[0].rule == ADDED
    assert after.regions[0].confidence == 1


def test_words_become_one_more_mention(release):
    place = at("Fondo", 1)
    after = apply(release, Add(field="organizations", start=place.start, end=place.end, entity=0))
    found = after.organizations[0]
    assert len(found.mentions) == 4
    assert found.aliases == ("FV", "Fondo")
    assert found.rule == CHANGED


def test_an_alias_goes_with_its_last_mention(release):
    after = apply(release, Remove(field="organizations", entity=0, mention=1))
    assert after.organizations[0].aliases == ()
    after = apply(release, Remove(field="organizations", entity=0, mention=2))
    assert after.organizations[0].aliases == ("FV",)


def test_a_value_goes_with_its_last_mention(release):
    assert apply(release, Remove(field="regions", entity=0, mention=0)).regions == ()
    assert apply(release, Remove(field="organizations", entity=0)).organizations == ()


def test_projects_keep_pointing_to_their_figures(release):
    after = apply(release, Remove(field="figures", entity=0))
    assert after.projects[0].beneficiaries == (0,)
    assert after.figures[0].value == 30
    place = at("El")
    values = {"value": 1}
    after = apply(release, Add(field="figures", start=place.start, end=place.end, values=values))
    assert [after.figures[i].value for i in after.projects[0].beneficiaries] == [20, 30]


def test_relations_follow_their_values(release):
    sentence = Mention(text=TEXT, start=0, end=len(TEXT))
    both = (
        Relation(type="project_beneficiaries", rule="t", sentence=sentence,
                 subject=Reference(field="projects", index=0),
                 object=Reference(field="figures", index=1)),
        Relation(type="official_organization", rule="t", sentence=sentence,
                 subject=Reference(field="officials", index=0),
                 object=Reference(field="organizations", index=0)),
    )  # fmt: skip
    record = release.model_copy(update={"relations": both})
    after = apply(record, Remove(field="figures", entity=0))
    assert after.relations[0].object == Reference(field="figures", index=0)
    assert apply(record, Remove(field="figures", entity=1)).relations == both[1:]
    after = apply(record, Set(field="officials", entity=0, values={"organization": "Otro"}))
    assert after.relations == both[:1]


def test_a_name_changes_wherever_it_is_pointed_to(release):
    after = apply(release, Set(field="organizations", entity=0, values={"name": "Fondo Azul"}))
    assert after.officials[0].organization == "Fondo Azul"
    assert after.projects[0].organizations[0].name == "Fondo Azul"
    after = apply(release, Set(field="officials", entity=0, values={"name": "Ana"}))
    assert after.quotes[0].speaker == "Ana"
    after = apply(release, Set(field="regions", entity=0, values={"name": "Cuzco"}))
    assert after.projects[0].regions == ("Cuzco",)


def test_a_value_moves_to_another_field(release):
    after = apply(release, Move(field="regions", entity=0, to="organizations"))
    assert after.regions == ()
    assert [each.name for each in after.organizations] == ["Fondo Verde", "Cusco"]


def test_one_mention_moves_with_new_bounds(release):
    place = at("Verde (FV)")
    move = Move(field="organizations", entity=0, mention=1, to="projects",
                start=place.start, end=place.end)  # fmt: skip
    after = apply(release, move)
    assert [each.name for each in after.projects] == ["Verde (FV)", "Plan Agua"]
    assert len(after.organizations[0].mentions) == 2


def test_values_join(release):
    record = apply(release, Move(field="regions", entity=0, to="organizations"))
    after = apply(record, Move(field="organizations", entity=1, to="organizations", into=0))
    assert len(after.organizations) == 1
    assert after.organizations[0].aliases == ("FV", "Cusco")


def test_a_mention_becomes_a_value_of_its_own(release):
    after = apply(release, Move(field="organizations", entity=0, mention=1, to="organizations"))
    assert [each.name for each in after.organizations] == ["Fondo Verde", "FV"]


def test_bounds_change_and_the_name_with_them(release):
    place = at("El Fondo Verde")
    bounds = Bounds(field="organizations", entity=0, mention=0, start=place.start, end=place.end)
    after = apply(release, bounds)
    assert after.organizations[0].name == "El Fondo Verde"
    assert after.officials[0].organization == "El Fondo Verde"


def test_the_document_is_corrected(release):
    after = apply(release, SetDocument(values={"headline": "Becas", "published": "2024-05-06"}))
    assert after.headline == "Becas"
    assert after.published is not None


@pytest.mark.parametrize(
    "correction",
    [
        Add(field="figures", start=0, end=2),  # a figure needs a value
        Add(field="regions", start=5, end=5),
        Add(field="regions", start=0, end=9999),
        Add(field="quotes", start=0, end=2, entity=0),
        Add(field="regions", start=at("Cusco").start, end=at("Cusco").end, entity=0),
        Remove(field="dates", entity=0),
        Remove(field="regions", entity=0, mention=1),
        Move(field="regions", entity=0, to="regions"),
        Move(field="regions", entity=0, to="regions", into=0),
        Bounds(field="regions", entity=0, mention=0, start=3, end=3),
        Set(field="regions", entity=0, values={"kind": "planet"}),
        Set(field="regions", entity=0, values={"mayor": "x"}),
        Set(field="regions", entity=0, values={"rule": "x"}),
        SetDocument(values={"text": "x"}),
    ],
    ids=lambda c: c.action,
)
def test_what_does_not_fit_is_refused(release, correction):
    with pytest.raises(CorrectionError):
        apply(release, correction)


@given(st.data())
def test_whatever_is_done_the_record_validates(data):
    record = PressRelease(
        text=TEXT,
        figures=(figure("20 becas", 20), figure("30 bonos", 30)),
        projects=(Project(mentions=(at("Plan Agua"),), rule="t", name="x", beneficiaries=(0, 1)),),
        meta=Meta(extractor="0", components=()),
    )
    field = st.sampled_from(FIELDS)
    small = st.integers(0, 4)
    offset = st.integers(0, len(TEXT))
    values = st.sampled_from([{}, {"value": 3}, {"value": "2024"}, {"text": "x"}])
    none = st.none()
    correction = st.one_of(
        st.builds(Add, field=field, start=offset, end=offset, entity=none | small, values=values),
        st.builds(Remove, field=field, entity=small, mention=none | small),
        st.builds(Move, field=field, entity=small, mention=none | small, to=field,
                  into=none | small, values=values),
        st.builds(Bounds, field=field, entity=small, mention=small, start=offset, end=offset),
    )  # fmt: skip
    for each in data.draw(st.lists(correction, max_size=8)):
        before = record.model_dump_json()
        try:
            after = apply(record, each)
        except CorrectionError:
            after = record
        assert record.model_dump_json() == before
        assert PressRelease.model_validate_json(after.model_dump_json()) == after
        record = after

"""From the evidence on a `Doc` to one validated record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc, Span

from extractor import __version__, records
from extractor.mentions import Named, clean, entities_of, mention_of, mentions_of
from extractor.spans import facts, group, text_of

_Places = dict[str, dict[Any, int]]
"""Field -> entity (or, for figures and dates, first character) -> index in the record."""


def assemble(
    doc: Doc, components: Iterable[str] = (), warnings: Iterable[str] = ()
) -> records.PressRelease:
    """The record of this Doc.

    Args:
        components: names of the pipeline's components, for `meta`.
        warnings: what the caller should know about the text, for `meta`.

    Raises:
        pydantic.ValidationError: a component left a span or a fact that breaks the contract.
    """
    text = text_of(doc)
    organizations = {
        key: _organization(entity)
        for key, entity in entities_of(doc, "organizations", text)
        if entity.shown()
    }
    names = {key: organization.name for key, organization in organizations.items()}
    officials = _officials(doc, text, names)
    regions = {
        key: _region(entity) for key, entity in entities_of(doc, "places", text) if entity.shown()
    }
    figures = _figures(doc, text)
    starts = _starts(figures)
    places = {key: region.name for key, region in regions.items()}
    projects = {
        key: _project(entity, starts, names, places)
        for key, entity in entities_of(doc, "projects", text)
    }
    dates = _dates(doc, text)
    at: _Places = {
        "organizations": _places(organizations),
        "officials": _places(officials),
        "regions": _places(regions),
        "projects": _places(projects),
        "figures": starts,
        "dates": _starts(dates),
    }
    return records.PressRelease(
        text=text,
        source=doc._.source,
        headline=_headline(doc, text),
        agency=doc._.agency,
        dateline=_dateline(doc, text),
        published=doc._.published,
        organizations=tuple(organizations.values()),
        officials=tuple(officials.values()),
        regions=tuple(regions.values()),
        projects=tuple(projects.values()),
        figures=tuple(figures),
        dates=tuple(dates),
        quotes=tuple(_quotes(doc, text, "DIRECT", officials)),
        reported=tuple(_quotes(doc, text, "INDIRECT", officials)),
        relations=tuple(_relations(doc, text, at)),
        meta=records.Meta(
            extractor=__version__, components=tuple(components), warnings=tuple(warnings)
        ),
    )


def _headline(doc: Doc, text: str) -> str | None:
    for span in group(doc, "layout"):
        if span.label_ == "HEADLINE":
            return clean(text[span.start_char : span.end_char])
    return None


def _dateline(doc: Doc, text: str) -> records.Dateline | None:
    found: dict[str, Any] | None = doc._.dateline
    if not found:
        return None
    return records.Dateline(
        place=found["place"],
        date=found["date"],
        mention=mention_of(text, found["start"], found["end"]),
    )


def _organization(entity: Named) -> records.Organization:
    best = entity.fullest()
    name = entity.name_at(best)
    return records.Organization(
        mentions=mentions_of(entity.spans, entity.text),
        rule=entity.rule(best),
        confidence=entity.confidence(),
        name=name,
        acronym=entity.first("acronym"),
        aliases=entity.without_generic().aliases(name),
        kind=entity.first("kind", best) or "other",
        country=entity.first("country", best),
        parent=entity.first("parent"),
    )


def _officials(doc: Doc, text: str, names: dict[str, str]) -> dict[str, records.Official]:
    speakers = {s.kb_id_ for s in group(doc, "quotes") if s.kb_id_ and s.label_ == "DIRECT"}
    roles: dict[str, list[Span]] = {}
    for span in group(doc, "roles"):
        if span.kb_id_:
            roles.setdefault(span.kb_id_, []).append(span)
    found: dict[str, records.Official] = {}
    for key, entity in entities_of(doc, "persons", text):
        role = entity.first("role")
        if role is None and key not in speakers:
            continue
        best = entity.fullest()
        found[key] = records.Official(
            mentions=mentions_of([*entity.spans, *roles.get(key, ())], text),
            rule=entity.first("rule") or entity.rule(best),
            confidence=entity.confidence(),
            name=entity.name_at(best),
            honorific=entity.first("honorific"),
            role=role,
            organization=names.get(entity.first("organization_key") or "")
            or entity.first("organization"),
            country=entity.first("country"),
        )
    return found


def _region(entity: Named) -> records.Region:
    name = entity.first("name") or entity.clean(0)
    return records.Region(
        mentions=mentions_of(entity.spans, entity.text),
        rule=entity.rule(0),
        confidence=entity.confidence(),
        name=name,
        kind=entity.first("kind") or "place",
        country=entity.first("country"),
        code=entity.first("code"),
        ubigeo=entity.first("ubigeo"),
        within=tuple(entity.first("within") or ()),
        aliases=entity.aliases(name),
    )


def _project_name(project: Named) -> int:
    """The fullest mention, without its generic head where the title also stands in quotes."""
    best = project.fullest()
    titles = [k for k, span in enumerate(project.spans) if span.id_ == "projects.title"]
    if best in titles or not titles:
        return best
    title = project.fullest(titles)
    longer, shorter = project.clean(best).casefold(), project.clean(title).casefold()
    return title if longer.split()[1:] == shorter.split() else best


def _project(
    project: Named,
    figures: dict[Any, int],
    names: dict[str, str],
    places: dict[str, str],
) -> records.Project:
    """The project of these mentions; `names` and `places` are those of the record, by entity,
    `figures` the indices of its figures, by first character.
    """
    best = _project_name(project)
    name = project.name_at(best)
    named = project.without_generic()
    organizations = dict.fromkeys(
        [(names[key], role) for key, role in named.first("organizations") or () if key in names]
    )
    regions = named.first("regions") or ()
    return records.Project(
        mentions=mentions_of(project.spans, project.text),
        rule=project.rule(best),
        confidence=project.confidence(),
        name=name,
        kind=project.first("kind") or "project",
        code=project.first("code"),
        aliases=named.aliases(name),
        organizations=tuple(
            [records.ProjectOrganization(name=other, role=role) for other, role in organizations]
        ),
        regions=tuple(dict.fromkeys([places[key] for key in regions if key in places])),
        beneficiaries=_indices(named.first("beneficiaries"), figures),
        budget=_indices(named.first("budget"), figures),
    )


def _places(entities: Iterable[str]) -> dict[Any, int]:
    return {key: index for index, key in enumerate(entities)}


def _starts(values: Iterable[records.Entity]) -> dict[Any, int]:
    return {value.mentions[0].start: index for index, value in enumerate(values)}


def _indices(starts: Iterable[int] | None, figures: dict[Any, int]) -> tuple[int, ...]:
    """Character offsets of figures as indices into the record's figures."""
    return tuple(figures[start] for start in starts or () if start in figures)


def _relations(doc: Doc, text: str, at: _Places) -> Iterator[records.Relation]:
    """The relations whose both ends the record shows."""
    sentences: dict[tuple[int, int], records.Mention] = {}
    for one in doc._.relations:
        subject, other = _reference(one["subject"], at), _reference(one["object"], at)
        if subject is None or (one["object"] and other is None):
            continue
        start, end = one["sentence"]
        sentence = sentences.get((start, end))
        if sentence is None:
            sentence = sentences[start, end] = mention_of(text, start, end)
        event = one.get("event")
        yield records.Relation(
            type=one["type"],
            subject=subject,
            object=other,
            event=event and mention_of(text, *event),
            rule=one["rule"],
            sentence=sentence,
        )


def _reference(end: list[Any] | None, at: _Places) -> records.Reference | None:
    """Where the record has the entity; None where it does not show it."""
    if end is None:
        return None
    index = at[end[0]].get(end[1])
    return None if index is None else records.Reference(field=end[0], index=index)


def _figures(doc: Doc, text: str) -> list[records.Figure]:
    found = []
    for span in group(doc, "figures"):
        fact = facts(span, "figures")
        if fact:
            found.append(
                records.Figure(
                    mentions=(mention_of(text, span.start_char, span.end_char),),
                    rule=span.id_,
                    **{key: value for key, value in fact.items() if key in _FIGURE},
                )
            )
    return found


_FIGURE = frozenset(
    ("value", "low", "high", "kind", "unit", "currency", "qualifier", "of", "confidence")
)


def _dates(doc: Doc, text: str) -> list[records.Date]:
    found = []
    for span in group(doc, "dates"):
        fact = facts(span, "dates")
        if fact and not fact.get("hidden"):
            found.append(
                records.Date(
                    mentions=(mention_of(text, span.start_char, span.end_char),),
                    rule=span.id_,
                    confidence=fact.get("confidence", 1.0),
                    value=fact["value"],
                    type=fact["type"],
                    start=fact.get("start"),
                    end=fact.get("end"),
                    relative=fact.get("relative", False),
                )
            )
    return found


def _quotes(
    doc: Doc, text: str, label: str, officials: dict[str, records.Official]
) -> Iterator[records.Quote]:
    for span in group(doc, "quotes"):
        if span.label_ != label:
            continue
        fact = facts(span, "quotes")
        # the words between the marks, also where a mark and a word are one token
        start, end = fact.get("range") or (span.start_char, span.end_char)
        speaker = officials.get(span.kb_id_)
        yield records.Quote(
            mentions=(mention_of(text, start, end),),
            rule=span.id_,
            confidence=fact.get("confidence", 1.0),
            text=fact.get("text") or text[span.start_char : span.end_char],
            speaker=speaker and speaker.name,
            verb=fact.get("verb"),
            kind="direct" if label == "DIRECT" else "indirect",
        )

"""From the evidence on a `Doc` to one validated record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc, Span

from extractor import __version__, records
from extractor.spans import facts, group, text_of

_Entity = tuple[str, list[Span]]
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
    organizations = {
        key: _organization(spans)
        for key, spans in _entities(doc, "organizations")
        if _shown(spans, "organizations")
    }
    names = {key: organization.name for key, organization in organizations.items()}
    officials = _officials(doc, names)
    regions = {
        key: _region(spans) for key, spans in _entities(doc, "places") if _shown(spans, "places")
    }
    figures = _figures(doc)
    starts = _starts(figures)
    places = {key: region.name for key, region in regions.items()}
    projects = {
        key: _project(spans, starts, names, places) for key, spans in _entities(doc, "projects")
    }
    dates = [
        _date(span)
        for span in group(doc, "dates")
        if facts(span, "dates") and _shown([span], "dates")
    ]
    at: _Places = {
        "organizations": _places(organizations),
        "officials": _places(officials),
        "regions": _places(regions),
        "projects": _places(projects),
        "figures": starts,
        "dates": _starts(dates),
    }
    return records.PressRelease(
        text=text_of(doc),
        source=doc._.source,
        headline=_headline(doc),
        agency=doc._.agency,
        dateline=_dateline(doc),
        published=doc._.published,
        organizations=tuple(organizations.values()),
        officials=tuple(officials.values()),
        regions=tuple(regions.values()),
        projects=tuple(projects.values()),
        figures=tuple(figures),
        dates=tuple(dates),
        quotes=tuple(_quotes(doc, "DIRECT", officials)),
        reported=tuple(_quotes(doc, "INDIRECT", officials)),
        relations=tuple(_relations(doc, at)),
        meta=records.Meta(
            extractor=__version__, components=tuple(components), warnings=tuple(warnings)
        ),
    )


def _entities(doc: Doc, name: str) -> list[_Entity]:
    """The spans of a group by entity, in order of first mention."""
    by_key: dict[str, list[Span]] = {}
    for span in sorted(group(doc, name), key=lambda s: (s.start, -s.end)):
        by_key.setdefault(span.kb_id_ or clean(span.text).casefold(), []).append(span)
    return list(by_key.items())


def _shown(spans: list[Span], name: str) -> bool:
    """Whether the record shows the entity; an agency's mark in a dateline is evidence only."""
    return not all(facts(span, name).get("hidden") for span in spans)


def clean(text: str) -> str:
    """A mention as a name: one blank between words, whatever line breaks the text has."""
    return " ".join(text.split())


def mention(span: Span) -> records.Mention:
    """The span as a mention, in characters."""
    return records.Mention(text=span.text, start=span.start_char, end=span.end_char)


def _mentions(spans: Iterable[Span]) -> tuple[records.Mention, ...]:
    ordered = sorted(spans, key=lambda s: (s.start_char, s.end_char))
    unique = {(s.start_char, s.end_char): s for s in ordered}
    return tuple(mention(span) for span in unique.values())


def _headline(doc: Doc) -> str | None:
    for span in group(doc, "layout"):
        if span.label_ == "HEADLINE":
            return clean(span.text)
    return None


def _dateline(doc: Doc) -> records.Dateline | None:
    found: dict[str, Any] | None = doc._.dateline
    if not found:
        return None
    start, end = found["start"], found["end"]
    return records.Dateline(
        place=found["place"],
        date=found["date"],
        mention=records.Mention(text=text_of(doc)[start:end], start=start, end=end),
    )


def _first(spans: Iterable[Span], name: str, fact: str) -> Any:
    """The first value that a mention of the entity states for this fact."""
    for span in spans:
        value = facts(span, name).get(fact)
        if value is not None:
            return value
    return None


def _fullest(spans: list[Span], name: str) -> Span:
    """The mention that names the entity best: a full form before a short one, then the longest."""
    forms = [facts(s, name).get("form", "full") for s in spans]
    named = [s for s, form in zip(spans, forms, strict=True) if form != "generic"]
    full = [s for s, form in zip(spans, forms, strict=True) if form == "full"]
    return max(full or named or spans, key=lambda s: (s.end - s.start, -s.start))


def _aliases(spans: list[Span], name: str) -> tuple[str, ...]:
    forms = dict.fromkeys(clean(s.text) for s in spans)
    return tuple(form for form in forms if form != name)


def _confidence(spans: list[Span], name: str) -> float:
    return max(float(facts(s, name).get("confidence", 1.0)) for s in spans)


def _organization(spans: list[Span]) -> records.Organization:
    best = _fullest(spans, "organizations")
    name = facts(best, "organizations").get("name") or clean(best.text)
    named = [s for s in spans if facts(s, "organizations").get("form") != "generic"]
    return records.Organization(
        mentions=_mentions(spans),
        rule=best.id_ or best.label_,
        confidence=_confidence(spans, "organizations"),
        name=name,
        acronym=_first(spans, "organizations", "acronym"),
        aliases=_aliases(named, name),
        kind=_first([best, *spans], "organizations", "kind") or "other",
        country=_first([best, *spans], "organizations", "country"),
        parent=_first(spans, "organizations", "parent"),
    )


def _officials(doc: Doc, names: dict[str, str]) -> dict[str, records.Official]:
    speakers = {s.kb_id_ for s in group(doc, "quotes") if s.kb_id_ and s.label_ == "DIRECT"}
    roles: dict[str, list[Span]] = {}
    for span in group(doc, "roles"):
        if span.kb_id_:
            roles.setdefault(span.kb_id_, []).append(span)
    found: dict[str, records.Official] = {}
    for key, spans in _entities(doc, "persons"):
        role = _first(spans, "persons", "role")
        if role is None and key not in speakers:
            continue
        best = _fullest(spans, "persons")
        found[key] = records.Official(
            mentions=_mentions([*spans, *roles.get(key, ())]),
            rule=_first(spans, "persons", "rule") or best.id_ or best.label_,
            confidence=_confidence(spans, "persons"),
            name=facts(best, "persons").get("name") or clean(best.text),
            honorific=_first(spans, "persons", "honorific"),
            role=role,
            organization=names.get(_first(spans, "persons", "organization_key") or "")
            or _first(spans, "persons", "organization"),
            country=_first(spans, "persons", "country"),
        )
    return found


def _region(spans: list[Span]) -> records.Region:
    best = spans[0]
    name = _first(spans, "places", "name") or clean(best.text)
    return records.Region(
        mentions=_mentions(spans),
        rule=best.id_ or best.label_,
        confidence=_confidence(spans, "places"),
        name=name,
        kind=_first(spans, "places", "kind") or "place",
        country=_first(spans, "places", "country"),
        code=_first(spans, "places", "code"),
        ubigeo=_first(spans, "places", "ubigeo"),
        within=tuple(_first(spans, "places", "within") or ()),
        aliases=_aliases(spans, name),
    )


def _project_name(spans: list[Span]) -> Span:
    """The fullest mention, without its generic head where the title also stands in quotes."""
    best = _fullest(spans, "projects")
    titles = [s for s in spans if s.id_ == "projects.title"]
    if best.id_ == "projects.title" or not titles:
        return best
    title = _fullest(titles, "projects")
    longer, shorter = clean(best.text).casefold(), clean(title.text).casefold()
    return title if longer.split()[1:] == shorter.split() else best


def _project(
    spans: list[Span],
    figures: dict[Any, int],
    names: dict[str, str],
    places: dict[str, str],
) -> records.Project:
    """The project of these mentions; `names` and `places` are those of the record, by entity,
    `figures` the indices of its figures, by first character.
    """
    best = _project_name(spans)
    name = facts(best, "projects").get("name") or clean(best.text)
    named = [s for s in spans if facts(s, "projects").get("form") != "generic"]
    organizations = dict.fromkeys(
        (names[key], role)
        for key, role in _first(named, "projects", "organizations") or ()
        if key in names
    )
    regions = _first(named, "projects", "regions") or ()
    return records.Project(
        mentions=_mentions(spans),
        rule=best.id_ or best.label_,
        confidence=_confidence(spans, "projects"),
        name=name,
        kind=_first(spans, "projects", "kind") or "project",
        code=_first(spans, "projects", "code"),
        aliases=_aliases(named, name),
        organizations=tuple(
            records.ProjectOrganization(name=other, role=role) for other, role in organizations
        ),
        regions=tuple(dict.fromkeys(places[key] for key in regions if key in places)),
        beneficiaries=_indices(_first(named, "projects", "beneficiaries"), figures),
        budget=_indices(_first(named, "projects", "budget"), figures),
    )


def _places(entities: Iterable[str]) -> dict[Any, int]:
    return {key: index for index, key in enumerate(entities)}


def _starts(values: Iterable[records.Entity]) -> dict[Any, int]:
    return {value.mentions[0].start: index for index, value in enumerate(values)}


def _indices(starts: Iterable[int] | None, figures: dict[Any, int]) -> tuple[int, ...]:
    """Character offsets of figures as indices into the record's figures."""
    return tuple(figures[start] for start in starts or () if start in figures)


def _relations(doc: Doc, at: _Places) -> Iterator[records.Relation]:
    """The relations whose both ends the record shows."""
    text = text_of(doc)
    sentences: dict[tuple[int, int], records.Mention] = {}
    for one in doc._.relations:
        subject, other = _reference(one["subject"], at), _reference(one["object"], at)
        if subject is None or (one["object"] and other is None):
            continue
        start, end = one["sentence"]
        sentence = sentences.get((start, end))
        if sentence is None:
            sentence = records.Mention(text=text[start:end], start=start, end=end)
            sentences[start, end] = sentence
        event = one.get("event")
        yield records.Relation(
            type=one["type"],
            subject=subject,
            object=other,
            event=event and records.Mention(text=text[slice(*event)], start=event[0], end=event[1]),
            rule=one["rule"],
            sentence=sentence,
        )


def _reference(end: list[Any] | None, at: _Places) -> records.Reference | None:
    """Where the record has the entity; None where it does not show it."""
    if end is None:
        return None
    index = at[end[0]].get(end[1])
    return None if index is None else records.Reference(field=end[0], index=index)


def _figures(doc: Doc) -> list[records.Figure]:
    found = []
    for span in group(doc, "figures"):
        fact = facts(span, "figures")
        if fact:
            found.append(
                records.Figure(
                    mentions=(mention(span),),
                    rule=span.id_,
                    **{k: fact.get(k) for k in _FIGURE if k in fact},
                )
            )
    return found


_FIGURE = ("value", "low", "high", "kind", "unit", "currency", "qualifier", "of", "confidence")


def _date(span: Span) -> records.Date:
    fact = facts(span, "dates")
    return records.Date(
        mentions=(mention(span),),
        rule=span.id_,
        confidence=fact.get("confidence", 1.0),
        value=fact["value"],
        type=fact["type"],
        start=fact.get("start"),
        end=fact.get("end"),
        relative=fact.get("relative", False),
    )


def _quoted(span: Span, fact: dict[str, Any]) -> records.Mention:
    """The words between the marks, also where a mark and a word are one token."""
    start, end = fact.get("range") or (span.start_char, span.end_char)
    return records.Mention(text=text_of(span.doc)[start:end], start=start, end=end)


def _quotes(
    doc: Doc, label: str, officials: dict[str, records.Official]
) -> Iterator[records.Quote]:
    for span in group(doc, "quotes"):
        if span.label_ != label:
            continue
        fact = facts(span, "quotes")
        speaker = officials.get(span.kb_id_)
        yield records.Quote(
            mentions=(_quoted(span, fact),),
            rule=span.id_,
            confidence=fact.get("confidence", 1.0),
            text=fact.get("text") or span.text,
            speaker=speaker and speaker.name,
            verb=fact.get("verb"),
            kind="direct" if label == "DIRECT" else "indirect",
        )

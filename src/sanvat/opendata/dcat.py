"""The catalogue for programmes: DCAT as the European profile has it, as JSON-LD and as Turtle.

Both are written from one tree: a node is a mapping of properties, and a value says itself what it
is: `{"@id"}` a thing elsewhere, `{"@value", "@language" or "@type"}` a text or a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.opendata.dataset import Dataset, Words
from sanvat.opendata.described import LANGUAGES, address, in_both
from sanvat.opendata.sets import CATALOGUE

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
EU_LANGUAGES = {"vi": f"{EU}language/VIE", "en": f"{EU}language/ENG"}
EU_FORMATS = {"csv": "CSV", "json": "JSON", "jsonl": "JSON", "parquet": "PARQUET"}
IANA = "https://www.iana.org/assignments/media-types/"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"

Node = dict[str, Any]

TITLE = _("Số liệu mở của Chương trình Mỗi xã một sản phẩm")
ABOUT = _(
    "Sản phẩm được công nhận, bộ tiêu chí, địa bàn, sự kiện, kế hoạch và chương trình phối hợp, "
    "kèm nguồn gốc và ngày của từng số liệu."
)
PROVENANCE = _(
    "Mỗi cột ghi rõ số liệu từ đâu: quyết định có số, văn bản pháp luật, sổ của cơ quan, nhập tại "
    "hệ thống, số báo cáo, hoặc tính ra."
)


def catalogue(datasets: Sequence[Dataset], manifest: Mapping[str, Any]) -> Node:
    """The tree of a set, which its manifest describes."""
    told = {each["key"]: each for each in manifest["datasets"]}
    return {
        "@id": address(f"{CATALOGUE}.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _texts(TITLE),
        "dct:description": _texts(ABOUT),
        "dct:publisher": _publisher(manifest),
        "dct:language": [_to(each) for each in EU_LANGUAGES.values()],
        "dct:modified": _value(manifest["built_at"], "xsd:dateTime"),
        "dct:spatial": _to(f"{EU}country/VNM"),
        "foaf:homepage": _to(address()),
        "dcat:themeTaxonomy": _to(f"{EU}data-theme"),
        **_rights(manifest),
        "dcat:dataset": [_dataset(each, told[each.key], manifest) for each in datasets],
    }


def _dataset(dataset: Dataset, told: Mapping[str, Any], manifest: Mapping[str, Any]) -> Node:
    page = address(f"{dataset.key}/")
    return {
        "@id": f"{page}#so-lieu",
        "@type": "dcat:Dataset",
        "dct:identifier": _value(dataset.key, "xsd:string"),
        "dct:title": _texts(dataset.title),
        "dct:description": _texts(dataset.about),
        "dcat:keyword": [text for each in dataset.keywords for text in _texts(each)],
        "dcat:theme": _to(f"{EU}data-theme/{dataset.theme}"),
        "dct:publisher": _publisher(manifest),
        "dct:modified": _value(manifest["built_at"], "xsd:dateTime"),
        "dct:accrualPeriodicity": _to(f"{EU}frequency/DAILY"),
        "dct:accessRights": _to(f"{EU}access-right/PUBLIC"),
        "dct:language": _to(EU_LANGUAGES["vi"]),
        "dct:spatial": _to(f"{EU}country/VNM"),
        "dct:conformsTo": _to(told["schema"]),
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _texts(PROVENANCE),
        },
        "dcat:landingPage": _to(page),
        "dcat:distribution": [_distribution(file, manifest) for file in told["files"]],
    }


def _distribution(file: Mapping[str, Any], manifest: Mapping[str, Any]) -> Node:
    form = file["name"].rpartition(".")[2]
    return {
        "@id": file["latest"],
        "@type": "dcat:Distribution",
        "dct:title": _value(file["name"], "xsd:string"),
        "dcat:accessURL": _to(file["latest"]),
        "dcat:downloadURL": _to(file["latest"]),
        "dcat:mediaType": _to(f"{IANA}{file['media_type']}"),
        "dct:format": _to(f"{EU}file-type/{EU_FORMATS[form]}"),
        "dcat:byteSize": _value(str(file["bytes"]), "xsd:nonNegativeInteger"),
        "dct:modified": _value(manifest["built_at"], "xsd:dateTime"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _to(SHA256),
            "spdx:checksumValue": _value(file["sha256"], "xsd:hexBinary"),
        },
        **_rights(manifest),
    }


def _publisher(manifest: Mapping[str, Any]) -> Node:
    return {
        "@id": f"{address()}#don-vi",
        "@type": "foaf:Agent",
        "foaf:name": {"@value": manifest["publisher"], "@language": "vi"},
    }


def _rights(manifest: Mapping[str, Any]) -> Node:
    """The licence; where there is none, a statement that says so."""
    licence = manifest["licence"]
    if licence["url"]:
        return {"dct:license": _to(licence["url"])}
    says = {"@value": licence["says"], "@language": "vi"}
    return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": says}}


def _texts(words: Words) -> list[Node]:
    told = in_both(words)
    return [{"@value": told[each], "@language": each} for each in LANGUAGES]


def _to(address: str) -> Node:
    return {"@id": address}


def _value(text: str, kind: str) -> Node:
    return {"@value": text, "@type": kind}


# Written


def as_json_ld(node: Node) -> bytes:
    return json.dumps({"@context": PREFIXES, **node}, ensure_ascii=False, indent=1).encode()


def as_turtle(node: Node) -> bytes:
    """Every node that has an address stands once, under its own name."""
    found: dict[str, Node] = {}
    _gather(node, found)
    prefixes = [f"@prefix {name}: <{where}> ." for name, where in PREFIXES.items()]
    things = [f"<{where}>\n{_properties(each, '    ')} ." for where, each in found.items()]
    return ("\n".join(prefixes) + "\n\n" + "\n\n".join(things) + "\n").encode()


def _gather(node: Node, found: dict[str, Node]) -> None:
    if "@id" in node and len(node) > 1:
        found.setdefault(node["@id"], node)
    for _name, values in _pairs(node):
        for value in values:
            _gather(value, found)


def _pairs(node: Node) -> Iterator[tuple[str, list[Node]]]:
    for name, value in node.items():
        if not name.startswith("@"):
            yield name, value if isinstance(value, list) else [value]


def _properties(node: Node, indent: str) -> str:
    lines = [f"{indent}a {node['@type']}"]
    lines += [
        f"{indent}{name} {', '.join(_object(value, indent) for value in values)}"
        for name, values in _pairs(node)
        if values
    ]
    return " ;\n".join(lines)


def _object(value: Node, indent: str) -> str:
    if "@id" in value:
        return f"<{value['@id']}>"
    if "@value" not in value:
        return f"[\n{_properties(value, indent + '    ')}\n{indent}]"
    text = json.dumps(value["@value"], ensure_ascii=False)  # the same escapes as Turtle's
    if "@language" in value:
        return f"{text}@{value['@language']}"
    return f"{text}^^{value['@type']}"

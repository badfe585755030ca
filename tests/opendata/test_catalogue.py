"""Catalogue, schema and feed, read back by others than those that wrote them."""

import csv
import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from sanvat.errors import Refusal
from sanvat.opendata import building
from sanvat.opendata.described import address
from sanvat.site.public import open_data_licence
from tests.opendata.conftest import NOON, ROWS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),  # of rdflib itself
]
SPDX = "http://spdx.org/rdf/terms#"
ATOM = "{http://www.w3.org/2005/Atom}"


def graph(built, form: str, name: str) -> Graph:
    return Graph().parse(built.file(f"danh-muc.{form}"), format=name)


def test_both_catalogues_say_the_same(published):
    built = building.build(at=NOON)
    read = graph(built, "ttl", "turtle")

    assert isomorphic(read, graph(built, "jsonld", "json-ld"))
    (catalogue,) = read.subjects(RDF.type, DCAT.Catalog)
    (table,) = read.objects(catalogue, DCAT.dataset)
    titles = {(str(one), one.language) for one in read.objects(table, DCTERMS.title)}
    assert titles == {("Mật ong", "vi"), ("Mật ong", "en")}
    assert read.value(table, DCAT.landingPage) == URIRef(address("mat-ong/"))
    assert str(read.value(table, DCTERMS.modified)) == "2026-06-10T12:00:00+07:00"


def test_each_distribution_is_a_file_of_the_set(published):
    built = building.build(at=NOON)
    read = graph(built, "jsonld", "json-ld")
    files = {file["latest"]: file for file in built.manifest["datasets"][0]["files"]}

    found = set(map(str, read.objects(None, DCAT.distribution)))
    assert found == set(files)
    for where, file in files.items():
        one = URIRef(where)
        assert str(read.value(one, DCAT.downloadURL)) == where
        assert read.value(one, DCAT.byteSize).toPython() == file["bytes"]
        checksum = read.value(one, URIRef(f"{SPDX}checksum"))
        told = read.value(checksum, URIRef(f"{SPDX}checksumValue"))
        assert told.toPython().hex() == file["sha256"]
        assert str(read.value(one, DCAT.mediaType)).endswith(file["media_type"])


def test_the_licence_is_told_and_so_is_that_there_is_none(published, settings):
    none = graph(building.build(at=NOON), "ttl", "turtle")
    assert not list(none.objects(None, DCTERMS.license))
    assert list(none.objects(None, DCTERMS.rights))

    settings.OPEN_DATA = {**settings.OPEN_DATA, "licence": "cc-by-4.0", "publisher": "Sở Thử"}
    built = building.build(at=NOON + timedelta(hours=1))
    some = graph(built, "ttl", "turtle")
    link = "https://creativecommons.org/licenses/by/4.0/"
    assert set(some.objects(None, DCTERMS.license)) == {URIRef(link)}
    assert not list(some.objects(None, DCTERMS.rights))
    assert built.manifest["licence"]["url"] == link
    assert "Sở Thử" in built.manifest["licence"]["says"]


def test_a_licence_nobody_knows_is_refused_at_the_start():
    assert open_data_licence(" CC-BY-4.0 ") == "cc-by-4.0"
    assert open_data_licence("") == ""
    with pytest.raises(Refusal) as refused:
        open_data_licence("của tôi")
    assert refused.value.code == "open-data-licence"
    assert "cc0-1.0" in refused.value.message


def test_the_schema_names_the_columns_of_the_csv(published):
    built = building.build(at=NOON)
    told = json.loads(built.file("mat-ong.csv-metadata.json").read_bytes())
    with built.file("mat-ong.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))

    columns = told["tableSchema"]["columns"]
    assert [one["name"] for one in columns] == [one["titles"] for one in columns] == header
    assert [one["datatype"] for one in columns] == [
        *("integer", "string", "decimal", "double", "date", "dateTimeStamp", "boolean", "string"),
    ]
    assert told["tableSchema"]["primaryKey"] == ["id"]
    assert columns[1]["dc:provenance"] == "theo cột «kind»"
    assert columns[3]["dc:provenance"] == "tính ra"


def test_the_feed_tells_what_changed_and_nothing_else(published):
    building.build(at=NOON)
    building.build(at=NOON + timedelta(days=1))
    published(ROWS[:2])
    built = building.build(at=NOON + timedelta(days=2))

    feed = ElementTree.fromstring(built.file("thay-doi.atom").read_bytes())  # our own
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}summary") for one in entries] == [
        "2 dòng, bớt 2.",
        "Có lần đầu, 4 dòng.",
    ]
    assert [one.findtext(f"{ATOM}updated")[:10] for one in entries] == ["2026-06-12", "2026-06-10"]
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2

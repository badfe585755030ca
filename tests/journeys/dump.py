from tests.journeys.by_hand import _text
def dump(d, n=1500):
    print("=====", d.address, "|", d.title)
    print(d.main[:n])
    print("LINKS", [(_text(a)) for a in d.page.xpath("//main//a[@href]")][:60])
    for f in d._buttons(): print("  FORM", f[:900])

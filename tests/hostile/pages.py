"""Hostile HTML."""
# ruff: noqa: E501 - a line for each file reads best

from __future__ import annotations

from tests.hostile import END, either, read, refused

HIDDEN = "Nobody may see this."
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE html [<!ENTITY e0 "word">{ENTITIES}]>'
OUTSIDE = '<!DOCTYPE html [<!ENTITY out SYSTEM "file:///etc/passwd"><!ENTITY % more SYSTEM "http://localhost:9/x.dtd">%more;]>'


def page(body: str, *, doctype: str = "<!DOCTYPE html>", head: str = "") -> bytes:
    return f"{doctype}<html><head><title>A Story</title>{head}</head><body>{body}<p>{END}</p></body></html>".encode()


def nested(tag: str, depth: int, *, closed: bool = True) -> bytes:
    return page(f"<{tag}>" * depth + "word" + (f"</{tag}>" * depth if closed else ""))


def footnotes(count: int) -> bytes:
    references = "".join(f'a<a href="#n{n}" id="r{n}"><sup>{n % 1000}</sup></a>' for n in range(count))
    notes = "".join(f'<p id="n{n}"><a href="#r{n}">{n % 1000}</a> note</p>' for n in range(count))
    return page(f"<p>{references}</p>{notes}")


PAGES = {
    "200,000 elements deep": read(lambda: nested("div", 200_000)),
    "200,000 elements deep and never closed": read(lambda: nested("b", 200_000, closed=False)),
    "200,000 spans deep": read(lambda: nested("span", 200_000)),
    "200,000 quotations deep": read(lambda: nested("blockquote", 200_000)),
    "100,000 paragraphs in emphasis, ever deeper": either(lambda: page("<b><p>x" * 100_000)),
    "40,000 paragraphs in emphasis, ever deeper": either(lambda: page("<b><p>x" * 40_000), END),
    "200,000 quotations deep, with a word in each": either(lambda: page("<blockquote>word" * 200_000)),
    "10,000 footnotes to one paragraph": read(lambda: footnotes(10_000)),
    "50,000 footnotes to one paragraph": either(lambda: footnotes(50_000), END),
    "50,000 marks that cross each other": either(lambda: page("<p>" + "<b>a<i>b</b>c</i> " * 50_000), END),
    "5,000 marks that cross each other": read(lambda: page("<p>" + "<b>a<i>b</b>c</i> " * 5_000)),
    "100,000 words in emphasis, ever deeper": read(lambda: page("<i>a " * 100_000)),
    "100,000 lists deep": either(lambda: nested("ul><li", 100_000, closed=False)),
    "20,000 tables deep": read(lambda: nested("table><tr><td", 20_000, closed=False)),
    "300,000 attributes": read(lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(300_000))}>word</p>")),
    "an attribute of 10 MB": read(lambda: page(f'<p class="{"a " * 5_000_000}">word</p>')),
    "400,000 table cells": either(lambda: page("<table>" + "<tr><td>a<td>b<td>c<td>d" * 100_000 + "</table>")),
    "400,000 cells in a row": either(lambda: page("<table><tr>" + "<td>a" * 400_000 + "</table>")),
    "a cell that spans a billion": read(lambda: page('<table><tr><td colspan="1000000000" rowspan="1000000000">a</table>')),
    "a text of 10 MB": read(lambda: page("<p>" + "It was dark. " * 770_000 + "</p>")),
    "a word of 10 MB": read(lambda: page("<p>" + "a" * 10_000_000 + "</p>")),
    "a page without tags": read(lambda: b"<!DOCTYPE html>" + b"word " * 400_000 + END.encode()),
    "script, template, hidden": read(
        lambda: page(
            f"<script>{HIDDEN}</script><style>p{{}} {HIDDEN}</style><template><p>{HIDDEN}</p></template><p hidden>{HIDDEN}</p>"
            f'<p style="display: none">{HIDDEN}</p><div class="x"><p>{HIDDEN}</p></div><noscript></noscript><!-- {HIDDEN} -->',
            head="<style>.x { display:none } .x:hover { color: red }</style>",
        ),
        hides=(HIDDEN,),
    ),
    "script that is never closed": either(lambda: page(f"<p>word</p><script>{HIDDEN}"), hides=(HIDDEN,)),
    "style of 5 MB": read(lambda: page("<p>word</p>", head=f"<style>{'.a .b > c:hover{display:none}' * 170_000}</style>")),
    "style that is all braces": read(lambda: page("<p>word</p>", head=f"<style>{'{' * 500_000}{'@media x{' * 50_000}</style>")),
    "style that is all commas": read(lambda: page("<p>word</p>", head=f"<style>{'.a,' * 150_000}{{display:none}}</style>")),
    "a picture of 8 MB": read(lambda: page(f'<p><img alt="A lamp" src="data:image/png;base64,{"A" * 8_000_000}"></p>'), "A lamp", END),
    "an exploding entity": either(lambda: page("<p>&e11;</p>", doctype=BOMB), END),
    "an outer entity": either(lambda: page("<p>a &out; b</p>", doctype=OUTSIDE), END, hides=("root:",)),
    "entities of every kind": read(lambda: page("<p>" + "&#x110000;&#0;&#xD800;&bogus;&amp&lt;&#99999999999;" * 20_000 + "</p>")),
    "an empty title": read(lambda: b"<!DOCTYPE html><html><head><title/></head><body><p>" + END.encode() + b"</p></body></html>"),
    "an open comment": either(lambda: page("<p>word</p><!-- " + "-" * 500_000), "word"),
    "comments": read(lambda: page("<!-- a -->" * 200_000)),
    "half a tag": either(lambda: page("<p>word</p>") + b"<p class=", "word"),
    "pointed brackets in a page": read(lambda: page("<p>" + "< " * 300_000 + "</p>")),
    "tags of no sense": read(lambda: page("<a" + "b" * 1_000_000 + ">word<" + "<x>" * 100_000)),
    "closing tags alone": read(lambda: page("</p></div></b>" * 100_000)),
    "tags that cross": read(lambda: page("<b><i>a</b>b</i>" * 10_000)),
    "a wrong charset": read(lambda: page("<p>wörd</p>", head='<meta charset="utf-7">')),
    "a charset that is none": read(lambda: page("<p>wörd</p>", head='<meta charset="hex"><meta charset="idna">')),
    "nothing in it": refused(lambda: b"<!DOCTYPE html><html><body>" + b"<p> </p>" * 10_000 + b"</body></html>"),
    "nothing but a picture": either(lambda: b'<!DOCTYPE html><html><body><img src="a.png"></body></html>'),
    "NULs in tags": either(lambda: page("<p\0>wo\0rd</p>" * 100)),
    "a page in frames": either(lambda: b'<!DOCTYPE html><html><frameset><frame src="file:///etc/passwd"></frameset></html>'),
    "a page of 100,000 headings": either(lambda: page("".join(f"<h2>Chapter {n}</h2><p>Words.</p>" for n in range(1, 100_001)))),
    "headings with nothing between them": either(lambda: page("<h1>The Lamp</h1>" + "".join(f"<h2>Gull {n} of the lamp</h2>" for n in range(90_000)))),
    "150,000 breaks": read(lambda: page("<p>" + "a<br>" * 150_000 + "</p>")),
    "25,000 footnotes": read(lambda: page("".join(f'<a href="#n{n}">{n}</a>' for n in range(25_000)) + "".join(f'<p id="n{n}">Note.</p>' for n in range(25_000)))),
    "an id for all": read(lambda: page('<p id="a"><a href="#a">1</a></p>' * 25_000)),
    "ruby without end": read(lambda: page("<ruby>a<rt>b" * 50_000)),
    "AO3's marks without sense": either(lambda: page('<div id="preface"><dl class="tags">' + "<dt>Rating:</dt>" * 25_000 + '</dl></div><div id="chapters" class="userstuff"></div>' + '<h2 class="heading">1</h2>' * 11_000)),
}  # fmt: skip

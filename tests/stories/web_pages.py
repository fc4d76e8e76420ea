"""Pages as the sites write them, with words of our own."""

from __future__ import annotations

ARCHIVE = "http://archiveofourown.org"

TAGS = """
<dt>Rating:</dt><dd><a href="#">Teen And Up Audiences</a></dd>
<dt>Archive Warnings:</dt>
<dd><a href="#">Graphic Depictions Of Violence</a>, <a href="#">Major Character Death</a></dd>
<dt>Category:</dt><dd><a href="#">F/F</a></dd>
<dt>Fandoms:</dt><dd><a href="#">The Doors - A. Other</a>, <a href="#">Keys &amp; Locks</a></dd>
<dt>Relationship:</dt><dd><a href="#">Ann/Bea</a></dd>
<dt>Characters:</dt><dd><a href="#">Ann</a>, <a href="#">Bea</a></dd>
<dt>Additional Tags:</dt><dd><a href="#">Slow Burn</a>, <a href="#">Doors</a></dd>
<dt>Language:</dt><dd>Deutsch</dd>
<dt>Series:</dt><dd>Part 2 of <a href="#">All the Doors</a></dd>
<dt>Stats:</dt>
<dd>
  Published: 2024-01-02
      Updated: 2024-02-03
  Words: 7,526
  Chapters: 2/?
</dd>
"""


def boxed(label: str, *paragraphs: str) -> str:
    return (
        f'<p>{label}</p><blockquote class="userstuff">{"".join(f"<p>{each}</p>" for each in paragraphs)}</blockquote>'
    )


def download(chapters: str, *, preface: str = "", afterword: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>The Door - One - The Doors</title></head><body>
<div id="preface">
  <h2 class="toc-heading">Preface</h2>
  <p class="message"><b>The Door</b><br/>
  Posted originally on the <a href="{ARCHIVE}/">Archive of Our Own</a>
  at <a href="{ARCHIVE}/works/123">{ARCHIVE}/works/123</a>.</p>
  <div class="meta">
    <dl class="tags">{TAGS}</dl>
    <h1>The Door</h1>
    <div class="byline">by <a rel="author" href="#">One</a>, <a rel="author" href="#">Two (Three)</a></div>
    {preface}
  </div>
</div>
<div id="chapters" class="userstuff">{chapters}</div>
<div id="afterword"><h2 class="toc-heading">Afterword</h2>{afterword}
  <p class="message">Please <a href="#">drop by the Archive and comment</a> to let the creator know!</p>
</div></body></html>""".encode()


def chapter(number: int, title: str, text: str, *, above: str = "", below: str = "") -> str:
    return f"""
<div class="meta group"><h2 class="heading">Chapter {number}: {title}</h2>{above}
  <div class="endnote-link">See the end of the chapter for  <a href="#endnotes{number}">notes</a></div></div>
<!--chapter content--><div class="userstuff">{text}</div><!--/chapter content-->
<div id="endnotes{number}" class="meta">{below}</div>"""


SAVED_PAGE = f"""<!DOCTYPE html><html lang="en-US"><head>
<title>The Door - Chapter 1 - One | Archive of Our Own</title></head>
<body><div id="header"><h1 class="heading">Archive of Our Own</h1><ul class="menu"><li>Browse</li></ul></div>
<dl class="work meta group">
<dt class="rating tags">Rating:</dt><dd class="rating tags"><ul class="commas"><li>
<a class="tag">Mature</a></li></ul></dd>
<dt class="fandom tags">Fandoms:</dt><dd class="fandom tags"><ul class="commas"><li><a>Doors, Closed</a></li><li>
<a>Keys</a></li></ul></dd>
<dt class="language">Language:</dt><dd class="language">English</dd>
<dt class="stats">Stats:</dt><dd class="stats"><dl class="stats"><dt class="published">Published:</dt>
<dd class="published">2024-01-02</dd>
<dt class="words">Words:</dt><dd class="words">12</dd><dt class="chapters">Chapters:</dt><dd class="chapters">2/2</dd>
<dt class="kudos">Kudos:</dt><dd class="kudos">7</dd></dl></dd></dl>
<div id="workskin">
<div class="preface group"><h2 class="title heading">The Door</h2><h3 class="byline heading">
<a rel="author" href="#">One</a></h3>
<div class="summary module"><h3 class="heading">Summary:</h3><blockquote class="userstuff">
<p>A door.</p></blockquote></div>
<div class="notes module"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>For Bea.</p></blockquote>
<p class="jump">(See the end of the work for <a href="#w">more notes</a>.)</p></div></div>
<div id="chapters" role="article">
<div class="chapter" id="chapter-1"><div class="chapter preface group"><h3 class="title">
<a href="{ARCHIVE}/works/1/chapters/1">Chapter 1</a>: In</h3>
<div id="summary" class="summary module"><h3 class="heading">Summary:</h3><blockquote class="userstuff">
<p>She goes in.</p></blockquote></div></div>
<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">Chapter Text</h3>
<p>She went in.</p></div></div>
<div class="chapter" id="chapter-2"><div class="chapter preface group"><h3 class="title">
<a href="#">Chapter 2</a>: Out</h3></div>
<div class="userstuff module" role="article"><h3 class="landmark heading">Chapter Text</h3><p>She came out.</p></div>
<div class="chapter preface group"><div class="end notes module" id="chapter_2_endnotes">
<h3 class="heading">Notes:</h3>
<blockquote class="userstuff"><p>Done.</p></blockquote></div></div></div></div>
<div class="afterword preface group"><div id="work_endnotes" class="end notes module"><h3 class="heading">Notes:</h3>
<blockquote class="userstuff"><p>Thank you.</p></blockquote></div></div></div>
<div id="feedback"><h3>Comments</h3><p>Great door!</p></div></body></html>""".encode()

ROYAL_ROAD = b"""<!DOCTYPE html><html><head><title>Chapter 7: The Key - The Door | Royal Road</title>
<meta name="twitter:creator" content="Ann Other"><style>.cmYx{ display: none; speak: never; }</style></head><body>
<div class="page-header"><a>Royal Road</a><p>Log in</p></div>
<div class="fic-header"><h1>Chapter 7: The Key</h1><h2><a href="/fiction/1">The Door</a></h2>
<h3>by <a>Ann Other</a></h3></div>
<div class="portlet author-note-portlet"><div class="portlet-title">
<span class="caption-subject">A note from Ann Other</span></div>
<div class="portlet-body author-note"><p>Hello again.</p></div></div>
<div class="chapter-inner chapter-content"><p>The key turned.</p><p class="cmYx">This was taken without leave.</p>
<table><tr><td>Strength</td><td>5</td></tr><tr><td>Luck</td><td>1</td></tr></table><p>The door opened.</p></div>
<div class="portlet author-note-portlet"><div class="portlet-body author-note"><p>More tomorrow.</p></div></div>
<div class="comments"><p>First!</p></div></body></html>"""

FANFICFARE = """<!DOCTYPE html>
<html><head><meta charset="UTF-8"><title>The Door by Ann</title><style type="text/css">p { margin: 0 }</style></head>
<body>
<h1><a href="https://a.example/s/1">The Door</a> by <a class="authorlink" href="https://a.example/u/2">Ann</a></h1>

<table class="full">

<tr><td><b>Genre:</b></td><td>Drama, Mystery</td></tr>

<tr><td><b>Status:</b></td><td>Completed</td></tr>

<tr><td><b>Rating:</b></td><td>T</td></tr>

<tr><td><b>Summary:</b></td><td>Who goes in.</td></tr>

</table>

<a name="TOCTOP"><h2>Table of Contents</h2></a>
<p>

<a href="#section0001">1. In</a><br />

<a href="#section0002">2. Out</a><br />

</p>

<a name="section0001"><h2>1. In</h2></a>
<p>She went in.</p>
<a name="section0002"><h2>2. Out</h2></a>
<p>She came out.</p>
</body>
</html>"""

"""Small editions of our own, written for the tests: every paper in them is invented."""

FRUS = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="ardel1957">
<teiHeader><fileDesc><titleStmt><title>Ardel, 1957</title></titleStmt></fileDesc></teiHeader>
<text><body><div type="compilation">
<div type="document" xml:id="d1" n="1">
  <note rend="inline" type="source">611.90/7–957: Telegram</note>
  <head><hi rend="italic">The Consul at Port Regent</hi> (<persName type="from">Wetherby</persName>) to the
    <gloss type="to">Secretary of State</gloss><note n="1" xml:id="d1fn1">Repeated to Lisse.</note></head>
  <opener><dateline><placeName>Port Regent</placeName>, <date when="1957-07-09T16:00:00">July 9, 1957—4
    p.m.</date></dateline><seg>Secret</seg></opener>
  <p>57. I refer to your telegram No. 41 of July 1.<note n="2" xml:id="d1fn2">Not printed.</note> The strait<pb n="2"/>
    is <hi>closed</hi>.</p>
  <closer><signed>Wetherby</signed></closer>
</div>
<div type="document" xml:id="d2" n="2">
  <head>2. Memorandum of Conversation<note n="1" xml:id="d2fn1" type="source">Source: Legation Files. Top
    Secret.</note></head>
  <dateline><placeName>Lisse</placeName>, <date notBefore="1957-07-12" notAfter="1957-07-13">July 12–13,
    1957</date>.</dateline>
  <list type="participants"><head>PARTICIPANTS</head><item>Ismara</item><item><hi rend="italic">Lisse</hi></item>
    <item>Mr. <persName corresp="#p_O1">Ivo Orsei</persName>, Consul</item><item>NEA—Mr. Lund</item>
    <item>The Secretary</item></list>
  <p><persName type="from">Mr. Orsei</persName> spoke of Wetherby’s telegram 57 of
  July 9.<note n="2" xml:id="d2fn2"><ref
    target="#d1">Document 1</ref>.</note></p>
</div>
<div type="document" xml:id="d3" n="3" subtype="editorial-note" frus:doc-dateTime-min="1957-07-01T00:00:00-05:00"
    frus:doc-dateTime-max="1957-07-31T23:59:59-05:00">
  <head>3. Editorial Note</head><p>In July the bridge stood open.</p>
</div>
<div type="document" xml:id="d4" n="4" subtype="historical-document"
    frus:doc-dateTime-min="1957-07-20T00:00:00-05:00" frus:doc-dateTime-max="1957-07-20T23:59:59-05:00">
  <head>4. Paper Without a Dateline</head><p>The key is lost.</p>
</div>
<div type="document" xml:id="d5" n="5" subtype="historical-document"
    frus:doc-dateTime-min="1957-08-01T00:00:00-05:00" frus:doc-dateTime-max="1957-08-31T23:59:59-05:00">
  <head>5. Letter From the Harbour Master to the Consul</head><opener><dateline>Undated.</dateline></opener>
  <p>It was found.</p>
</div>
</div></body></text></TEI>
"""

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title level="s">Briefe von der Brücke</title><title level="a">Nora Kindersley an Matis Verrin, [22.? 7. 1957]</title>
</titleStmt></fileDesc><profileDesc><correspDesc>
<correspAction type="sent"><persName>Kindersley, Nora</persName><placeName>Merrin</placeName>
<date from="1957-07-22" to="1957-07-23">22. 7. 1957</date></correspAction>
<correspAction type="received"><persName>Verrin, Matis</persName></correspAction>
</correspDesc></profileDesc></teiHeader>
<text><body><div><opener><dateline>Merrin, <date when="1957-07-22">22. Juli 57</date></dateline>
<salute>Lieber Matis<note>Verrin.</note>,</salute></opener><p>die Brücke steht.</p>
<closer><signed>Nora</signed></closer></div></body></text></TEI>
"""

MARKDOWN = """---
doc_date: '1947-10-00'
doc_num: 12
title: 'Cablegram from Mr Orsei to Lord Penhallow''s Office'
---

Cablegram 44 PORT REGENT, October 1947

SECRET

The lamp is red.
"""

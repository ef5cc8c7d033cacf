import { expect, test } from "vitest";
import { cleanPasted } from "./pasted.ts";

const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{font-family:Calibri}</style><meta name=Generator content="Microsoft Word 15"></head><body lang=EN-GB>
<!--StartFragment--><h1 style='mso-style-next:Normal'>Steps</h1><p class=MsoNormal style='margin:0cm'><b><span style='font-size:11.0pt;color:red'>Please</span></b> do:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Switch off</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>Wait</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Switch on</p><!--EndFragment--></body></html>`;

const tight = (html: string) => html.replaceAll(/\s*\n\s*/gu, "");

test("Word's lists become lists, its looks go, bold words and headings stay", () => {
  expect(tight(cleanPasted(fromWord).html)).toBe(
    "<p><strong>Steps</strong></p><p><b>Please</b> do:</p><ol><li>Switch off<ul><li>Wait</li></ul></li><li>Switch on</li></ol>",
  );
});

test("of a web page the words, links and rows stay, and nothing that runs or asks strangers", () => {
  const { html, pictures } = cleanPasted(
    '<div style="color:red" onclick="x()"><span style="font-weight:700">Hi</span> <a href="https://example.com" class="c">there</a> <a href="javascript:x()">bad</a></div><img src="https://tracker.example/a.png"><img src="data:image/png;base64,aGk="><table><tr><td>A</td><td>1</td></tr></table><script>x()</script>',
  );
  expect(html).toBe('<p><strong>Hi</strong> <a href="https://example.com">there</a> bad</p><p>A | 1</p>');
  expect(pictures.map((file) => [file.name, file.type, file.size])).toEqual([["picture-1.png", "image/png", 2]]);
});

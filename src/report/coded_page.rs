//! Coded sources as one page: the text with its codes beside it.

use crate::locale::Locale;
use crate::report::font::font_face;
use crate::report::html::{escape, isolate};
use crate::report::word::{Block, Document, Piece};

/// The look of the page; colours of codes come with the pieces.
const LOOK: &str = "body{font-family:Vazirmatn,sans-serif;line-height:1.9;color:#1d2430;background:#fff;margin:0}\
main{max-width:72rem;margin:0 auto;padding:2rem 1.5rem}\
h1{font-size:1.5rem}h2{font-size:1.15rem;border-block-end:1px solid #d5dae2;margin-block-start:2.5rem}\
.row{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,1fr);gap:1.5rem;break-inside:avoid}\
.row p{margin:.15rem 0;white-space:pre-wrap;overflow-wrap:anywhere}\
aside{font-size:.8rem;line-height:1.5;color:#46505f}\
aside div{border-inline-start:3px solid #9aa5b5;padding-inline-start:.5rem;margin-block-end:.25rem;overflow-wrap:anywhere}\
aside small{color:#667080}\
mark{color:inherit;border-radius:2px}\
@media print{main{max-width:none;padding:0}}";

/// A page of coded sources; `document` has their paragraphs with the remarks that begin in them.
pub fn coded_page(document: &Document, locale: &Locale) -> String {
    let direction = if document.right_to_left { "rtl" } else { "ltr" };
    let title = escape(&document.title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{}{LOOK}</style></head>\
         <body><main><h1>{title}</h1>\n",
        locale.language().tag(),
        font_face(),
    );
    for block in &document.blocks {
        match block {
            Block::Heading(_, text) => html.extend(["<h2>", &escape(text), "</h2>\n"]),
            Block::Paragraph(pieces) => row(document, pieces, &mut html),
            Block::Quote { .. } | Block::Table { .. } => {}
        }
    }
    html.push_str("</main></body></html>\n");
    html
}

fn row(document: &Document, pieces: &[Piece], html: &mut String) {
    html.push_str("<div class=\"row\"><p dir=\"auto\">");
    for piece in pieces.iter().filter(|piece| !piece.text.is_empty()) {
        let words = escape(&piece.text);
        if piece.shade.is_empty() {
            html.push_str(&words);
        } else {
            html.extend(["<mark style=\"background:", &escape(&piece.shade), "\">", &words, "</mark>"]);
        }
    }
    html.push_str("</p><aside>");
    for remark in
        pieces.iter().flat_map(|piece| &piece.opens).filter_map(|index| document.remarks.get(*index))
    {
        // A key in Latin letters stands before a name in Persian ones: the page's direction holds for both.
        let (text, author) = (escape(&remark.text), isolate(&remark.author));
        html.extend(["<div>", &text, " <small>", &author, "</small></div>"]);
    }
    html.push_str("</aside></div>\n");
}

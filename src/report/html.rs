//! Writing HTML: everything that comes from people is escaped, every inserted value stands in an isolate of its own.

/// `text` with the five signs that mean something in HTML written as entities.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A value of unknown direction.
pub(super) fn isolate(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// A number, an interval or a whole expression: one unit that runs from left to right.
pub(super) fn expression(text: &str) -> String {
    format!("<bdi dir=\"ltr\">{}</bdi>", escape(text))
}

/// One table: headings, rows of ready cells, a caption.
pub(super) struct Table {
    caption: String,
    note: String,
    head: Vec<String>,
    rows: Vec<String>,
    numeric_from: usize,
}

impl Table {
    /// A table whose columns from the `numeric_from`th on hold numbers.
    pub(super) fn new(caption: &str, head: Vec<String>, numeric_from: usize) -> Self {
        Self { caption: caption.to_owned(), note: String::new(), head, rows: Vec::new(), numeric_from }
    }

    /// Adds a note below the table.
    pub(super) fn note(&mut self, note: &str) {
        note.clone_into(&mut self.note);
    }

    /// Adds a row; its first cell is the row's heading.
    pub(super) fn row(&mut self, class: &str, cells: &[String]) {
        let mut row = format!("<tr class=\"{class}\">");
        for (index, cell) in cells.iter().enumerate() {
            let tag = if index == 0 { "th scope=\"row\"" } else { "td" };
            let end = if index == 0 { "th" } else { "td" };
            let numeric = if index >= self.numeric_from { " class=\"n\"" } else { "" };
            row.extend(["<", tag, numeric, ">", cell, "</", end, ">"]);
        }
        row.push_str("</tr>\n");
        self.rows.push(row);
    }

    /// The table as HTML; wide ones scroll inside their own frame on a small screen.
    pub(super) fn finish(self) -> String {
        let mut html = String::from("<figure class=\"table\" tabindex=\"0\"><table><caption>");
        html.extend([self.caption.as_str(), "</caption><thead><tr>"]);
        for (index, cell) in self.head.iter().enumerate() {
            let numeric = if index >= self.numeric_from { " class=\"n\"" } else { "" };
            html.extend(["<th scope=\"col\"", numeric, ">", cell, "</th>"]);
        }
        html.push_str("</tr></thead><tbody>\n");
        html.extend(self.rows);
        html.push_str("</tbody></table>");
        if !self.note.is_empty() {
            html.extend(["<figcaption>", &self.note, "</figcaption>"]);
        }
        html.push_str("</figure>\n");
        html
    }
}

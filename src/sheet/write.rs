//! Writing a table.

/// Writes a table as CSV that spreadsheets open rightly: UTF-8 with a byte order mark, commas, quoted where needed.
pub struct SheetWriter {
    writer: csv::Writer<Vec<u8>>,
}

impl SheetWriter {
    /// Starts a table with these headings.
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        // Without the mark Excel takes the file for the system's old encoding and shows Persian as rubbish.
        let buffer = "\u{feff}".as_bytes().to_vec();
        let mut this = Self { writer: csv::WriterBuilder::new().flexible(false).from_writer(buffer) };
        this.row(columns);
        this
    }

    /// Adds a row; it must have as many cells as there are headings.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        self.writer
            .write_record(cells)
            .expect("rows are as long as the heading line, and memory takes every byte");
    }

    /// The bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner().expect("memory takes every byte")
    }
}

//! Rows against columns: how many quotations, codings or words fall into both.

use crate::coding::corpus::{CodedCorpus, SourceReader, WordPlaces};
use crate::coding::matrix::axis::{Categories, Entry};
use std::rc::Rc;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Count {
    /// Different quotations with a coding that falls into row and column.
    #[default]
    Quotations,
    /// Codings.
    Codings,
    /// Words of the sources that such quotations cover; a word under two of them counts once.
    Words,
}

impl Count {
    /// Every count.
    pub const ALL: [Self; 3] = [Self::Quotations, Self::Codings, Self::Words];

    /// The word used in options and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quotations => "quotations",
            Self::Codings => "codings",
            Self::Words => "words",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|count| count.as_str() == word)
    }
}

/// Of what a cell is a share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Percent {
    /// Of the sum of its row.
    Row,
    /// Of the sum of its column.
    Column,
    /// Of the sum of the table.
    Total,
}

impl Percent {
    /// Every share.
    pub const ALL: [Self; 3] = [Self::Row, Self::Column, Self::Total];

    /// The word used in options and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Column => "column",
            Self::Total => "total",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|percent| percent.as_str() == word)
    }
}

/// A table of counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matrix {
    /// What is counted.
    pub count: Count,
    /// The rows.
    pub rows: Vec<Entry>,
    /// The columns.
    pub columns: Vec<Entry>,
    /// The counts, row by row.
    pub cells: Vec<Vec<u64>>,
    /// Sum of each row's cells.
    pub row_sums: Vec<u64>,
    /// Sum of each column's cells.
    pub column_sums: Vec<u64>,
    /// Sum of all cells.
    pub sum: u64,
    /// Different things of each row: what stands in several cells counts once.
    pub row_distinct: Vec<u64>,
    /// Different things of each column.
    pub column_distinct: Vec<u64>,
    /// Different things in the table.
    pub distinct: u64,
    /// Codings that fall into no row or into no column.
    pub outside: u64,
    /// Counted quotations without a sure place. Their words are those of their own copy, which may repeat others'.
    pub unplaced: u64,
}

impl Matrix {
    /// A cell as a share, 0 to 1; `None` when there is nothing to share.
    pub fn share(&self, row: usize, column: usize, percent: Percent) -> Option<f64> {
        let whole = match percent {
            Percent::Row => self.row_sums[row],
            Percent::Column => self.column_sums[column],
            Percent::Total => self.sum,
        };
        (whole > 0).then(|| real(self.cells[row][column]) / real(whole))
    }
}

/// A count as a real number; exact below 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}

/// One cell, row or column while it is counted.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: u64,
    /// The last quotation counted and one, so that none counts twice.
    last: usize,
    /// Source and one, and the word, up to which words were counted.
    until: (usize, u32),
}

/// A quotation that is to be tallied.
struct Tallied {
    number: usize,
    source: usize,
    /// Its words in the source; for one without a place the number of its own words from 0.
    words: std::ops::Range<u32>,
    placed: bool,
}

impl Tally {
    fn add(&mut self, count: Count, quotation: &Tallied) {
        if count == Count::Codings {
            self.count += 1;
            return;
        }
        if self.last == quotation.number + 1 {
            return;
        }
        self.last = quotation.number + 1;
        if count == Count::Quotations {
            self.count += 1;
            return;
        }
        // Quotations come in the order of their starts, so what is new of one begins where the last one ended.
        let known = if quotation.placed && self.until.0 == quotation.source + 1 { self.until.1 } else { 0 };
        self.count += u64::from(quotation.words.end.saturating_sub(quotation.words.start.max(known)));
        if quotation.placed {
            self.until = (quotation.source + 1, known.max(quotation.words.end));
        }
    }
}

/// Counts what falls into each row and column. `counted` says which codings take part.
///
/// # Errors
/// When words cannot be read.
pub fn count<R: SourceReader>(
    corpus: &CodedCorpus,
    rows: &Categories,
    columns: &Categories,
    counted: &[bool],
    what: Count,
    reader: &R,
) -> Result<Matrix, R::Error> {
    let (height, width) = (rows.entries().len(), columns.entries().len());
    let mut cells = vec![Tally::default(); height * width];
    let (mut row_tallies, mut column_tallies) =
        (vec![Tally::default(); height], vec![Tally::default(); width]);
    let mut all = Tally::default();
    let (mut outside, mut unplaced) = (0, 0);
    let mut words = SourceWords { source: usize::MAX, places: Rc::default() };
    for number in 0..corpus.quotations().len() {
        let mut quotation: Option<Tallied> = None;
        for coding in corpus.codings_on(number).filter(|coding| counted[*coding]) {
            let mark = &corpus.codings()[coding];
            let (own_rows, own_columns) = (rows.of(corpus, number, mark), columns.of(corpus, number, mark));
            if own_rows.is_empty() || own_columns.is_empty() {
                outside += 1;
                continue;
            }
            if quotation.is_none() {
                unplaced += u64::from(!corpus.quotations()[number].placed);
                quotation = Some(words.tallied(corpus, number, what, reader)?);
            }
            let Some(quotation) = &quotation else { continue };
            for row in own_rows {
                for column in own_columns {
                    cells[row * width + column].add(what, quotation);
                }
                row_tallies[*row].add(what, quotation);
            }
            own_columns.iter().for_each(|column| column_tallies[*column].add(what, quotation));
            all.add(what, quotation);
        }
    }
    let cells: Vec<Vec<u64>> = (0..height)
        .map(|row| cells[row * width..(row + 1) * width].iter().map(|tally| tally.count).collect())
        .collect();
    let counts = |tallies: &[Tally]| tallies.iter().map(|tally| tally.count).collect();
    let row_sums: Vec<u64> = cells.iter().map(|row| row.iter().sum()).collect();
    Ok(Matrix {
        count: what,
        rows: rows.entries().to_vec(),
        columns: columns.entries().to_vec(),
        column_sums: (0..width).map(|column| cells.iter().map(|row| row[column]).sum()).collect(),
        sum: row_sums.iter().sum(),
        row_sums,
        row_distinct: counts(&row_tallies),
        column_distinct: counts(&column_tallies),
        distinct: all.count,
        cells,
        outside,
        unplaced,
    })
}

/// The words of the source at hand.
struct SourceWords {
    source: usize,
    places: Rc<WordPlaces>,
}

impl SourceWords {
    fn tallied<R: SourceReader>(
        &mut self,
        corpus: &CodedCorpus,
        number: usize,
        what: Count,
        reader: &R,
    ) -> Result<Tallied, R::Error> {
        let (mark, source) = (&corpus.quotations()[number], corpus.source_of(number));
        let words = if what != Count::Words {
            0..0
        } else if mark.placed {
            if self.source != source {
                (self.source, self.places) = (source, reader.words(mark.source)?);
            }
            self.places.within(mark.start, mark.end)
        } else {
            0..reader.words_of_quote(mark.id)?
        };
        Ok(Tallied { number, source, words, placed: mark.placed })
    }
}

/// Numbers of the quotations of one cell.
pub fn cell_quotations(
    corpus: &CodedCorpus,
    (rows, row): (&Categories, usize),
    (columns, column): (&Categories, usize),
    counted: &[bool],
) -> Vec<usize> {
    let falls = |number: usize, coding: usize| {
        let mark = &corpus.codings()[coding];
        counted[coding]
            && rows.of(corpus, number, mark).contains(&row)
            && columns.of(corpus, number, mark).contains(&column)
    };
    (0..corpus.quotations().len())
        .filter(|number| corpus.codings_on(*number).any(|coding| falls(*number, coding)))
        .collect()
}

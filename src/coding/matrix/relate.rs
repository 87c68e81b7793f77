//! Which codes come together, on one quotation or on neighbouring ones.

use crate::coding::corpus::{CodedCorpus, SourceReader};
use crate::coding::matrix::axis::{Categories, Entry};
use crate::coding::matrix::count::real;
use crate::coding::query::{Keys, Relation, Unit, Witness, keys};

/// When two codes come together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Nearness {
    /// Both are on the same quotation.
    #[default]
    Same,
    /// Their quotations share at least one character, or are the same.
    Overlap,
    /// Their quotations overlap or lie at most that far apart; 0 turns: they share a turn.
    Within(u32, Unit),
}

impl Nearness {
    /// Reads `same`, `overlap`, `turn`, `5-words` or `2-turns`; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "same" => Self::Same,
            "overlap" => Self::Overlap,
            "turn" => Self::Within(0, Unit::Turns),
            _ => {
                let (count, unit) = word.split_once('-')?;
                let count = u32::try_from(crate::text::digits::parse_count(count)?).ok()?;
                match unit {
                    "words" | "word" => Self::Within(count, Unit::Words),
                    "turns" | "turn" => Self::Within(count, Unit::Turns),
                    _ => return None,
                }
            }
        })
    }

    /// The word that [`Nearness::parse`] reads back.
    pub fn to_word(self) -> String {
        match self {
            Self::Same => "same".to_owned(),
            Self::Overlap => "overlap".to_owned(),
            Self::Within(0, Unit::Turns) => "turn".to_owned(),
            Self::Within(count, Unit::Words) => format!("{count}-words"),
            Self::Within(count, Unit::Turns) => format!("{count}-turns"),
        }
    }

    fn relation(self) -> Option<Relation> {
        match self {
            Self::Same => None,
            Self::Overlap => Some(Relation::Overlaps),
            Self::Within(count, unit) => Some(Relation::Within(count, unit)),
        }
    }
}

/// How often a row's and a column's code come together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CoCell {
    /// Pairs of a quotation of the row and one of the column; a quotation with both codes is a pair with itself. On the
    /// diagonal of a table of codes against themselves each pair of two quotations counts once.
    pub pairs: u64,
    /// Different quotations of the row with a partner in the column.
    pub row_quotations: u64,
    /// Different quotations of the column with a partner in the row.
    pub column_quotations: u64,
}

/// A table of codes against codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoOccurrence {
    /// When two codes come together.
    pub nearness: Nearness,
    /// The rows.
    pub rows: Vec<Entry>,
    /// The columns.
    pub columns: Vec<Entry>,
    /// The cells, row by row.
    pub cells: Vec<Vec<CoCell>>,
    /// Different quotations of each row that take part.
    pub row_quotations: Vec<u64>,
    /// Different quotations of each column that take part.
    pub column_quotations: Vec<u64>,
    /// Coded quotations that were left out because their place is not sure; 0 where places do not matter.
    pub left_out: u64,
}

impl CoOccurrence {
    /// Says whether row and column are the same code.
    pub fn is_diagonal(&self, row: usize, column: usize) -> bool {
        self.rows[row].code == self.columns[column].code
    }

    /// The coefficient c = n₁₂ / (n₁ + n₂ − n₁₂) with pairs as n₁₂ and quotations as n₁ and n₂, as ATLAS.ti computes it (Garcia 2004;
    /// Armborst 2017). On the same quotation it is the coefficient of Jaccard (1901), 0 to 1. With overlapping quotations
    /// one of a row can have many partners, so c can pass 1; `None` on the diagonal and where the denominator is not positive.
    pub fn coefficient(&self, row: usize, column: usize) -> Option<f64> {
        let together = self.cells[row][column].pairs;
        let either = (self.row_quotations[row] + self.column_quotations[column]).checked_sub(together)?;
        (either > 0 && !self.is_diagonal(row, column)).then(|| real(together) / real(either))
    }
}

/// What a quotation is on both axes.
#[derive(Clone, Debug, Default)]
struct Membership {
    rows: Vec<(usize, Witness)>,
    columns: Vec<(usize, Witness)>,
}

fn memberships(
    corpus: &CodedCorpus,
    rows: &Categories,
    columns: &Categories,
    counted: &[bool],
) -> Vec<Membership> {
    let gather = |number: usize, axis: &Categories| {
        let mut found: Vec<(usize, Witness)> = Vec::new();
        for coding in corpus.codings_on(number).filter(|coding| counted[*coding]) {
            for entry in axis.of(corpus, number, &corpus.codings()[coding]) {
                match found.iter_mut().find(|(known, _)| known == entry) {
                    Some((_, witness)) => *witness = witness.or(Witness::One(coding)),
                    None => found.push((*entry, Witness::One(coding))),
                }
            }
        }
        found
    };
    (0..corpus.quotations().len())
        .map(|number| Membership { rows: gather(number, rows), columns: gather(number, columns) })
        .collect()
}

/// Counts how often codes come together. `counted` says which codings take part. Both axes must be of codes.
///
/// # Errors
/// When turns or words cannot be read.
pub fn co_occurrence<R: SourceReader>(
    corpus: &CodedCorpus,
    rows: &Categories,
    columns: &Categories,
    counted: &[bool],
    nearness: Nearness,
    reader: &R,
) -> Result<CoOccurrence, R::Error> {
    let members = memberships(corpus, rows, columns, counted);
    let (height, width) = (rows.entries().len(), columns.entries().len());
    let mut table = Table { width, cells: vec![Marked::default(); height * width] };
    let mut left_out = 0;
    let (mut row_quotations, mut column_quotations) = (vec![0; height], vec![0; width]);
    let positional = nearness != Nearness::Same;
    for (number, member) in members.iter().enumerate() {
        if positional && !corpus.quotations()[number].placed {
            left_out += u64::from(!member.rows.is_empty() || !member.columns.is_empty());
            continue;
        }
        member.rows.iter().for_each(|(row, _)| row_quotations[*row] += 1);
        member.columns.iter().for_each(|(column, _)| column_quotations[*column] += 1);
    }
    let same_axis = rows.entries() == columns.entries();
    neighbours(corpus, &members, nearness, reader, &mut |one, other| {
        if one == other {
            for (row, witness) in &members[one].rows {
                for (column, facing) in &members[one].columns {
                    if witness.may_face(*facing) {
                        table.pair(*row, *column, one, true);
                        table.partner(*row, *column, one);
                    }
                }
            }
            return;
        }
        for (row, _) in &members[one].rows {
            for (column, _) in &members[other].columns {
                // On the diagonal of a table of codes against themselves a pair comes from both sides.
                table.pair(*row, *column, one, !(same_axis && row == column && other < one));
            }
        }
        for (column, _) in &members[one].columns {
            for (row, _) in &members[other].rows {
                table.partner(*row, *column, one);
            }
        }
    })?;
    let mut cells = table.cells.into_iter();
    let cells = (0..height).map(|_| cells.by_ref().take(width).map(|marked| marked.cell).collect()).collect();
    Ok(CoOccurrence {
        nearness,
        rows: rows.entries().to_vec(),
        columns: columns.entries().to_vec(),
        cells,
        row_quotations,
        column_quotations,
        left_out,
    })
}

/// A cell, with the last quotation (and one) that was counted on either side.
#[derive(Clone, Copy, Debug, Default)]
struct Marked {
    cell: CoCell,
    last_row: usize,
    last_column: usize,
}

struct Table {
    width: usize,
    cells: Vec<Marked>,
}

impl Table {
    /// Notes that quotation `one` of the row has a partner in the column; a new pair or one seen from its other side.
    fn pair(&mut self, row: usize, column: usize, one: usize, is_new: bool) {
        let marked = &mut self.cells[row * self.width + column];
        marked.cell.pairs += u64::from(is_new);
        if marked.last_row != one + 1 {
            marked.last_row = one + 1;
            marked.cell.row_quotations += 1;
        }
    }

    /// Notes that quotation `one` of the column has a partner in the row.
    fn partner(&mut self, row: usize, column: usize, one: usize) {
        let marked = &mut self.cells[row * self.width + column];
        if marked.last_column != one + 1 {
            marked.last_column = one + 1;
            marked.cell.column_quotations += 1;
        }
    }
}

/// Visits every quotation with itself, and every two that are near each other from both sides; all visits of one come together.
fn neighbours<R: SourceReader>(
    corpus: &CodedCorpus,
    members: &[Membership],
    nearness: Nearness,
    reader: &R,
    visit: &mut dyn FnMut(usize, usize),
) -> Result<(), R::Error> {
    let Some(relation) = nearness.relation() else {
        (0..members.len()).for_each(|number| visit(number, number));
        return Ok(());
    };
    for source in 0..corpus.sources().len() {
        let takes_part = |number: &usize| {
            let member = &members[*number];
            corpus.quotations()[*number].placed && !(member.rows.is_empty() && member.columns.is_empty())
        };
        let quotations: Vec<usize> = corpus.quotations_in(source).filter(takes_part).collect();
        if let [alone] = quotations[..] {
            visit(alone, alone);
            continue;
        }
        let keys = keys(corpus, source, &quotations, relation, reader)?;
        let mut placed: Vec<(usize, Keys)> = Vec::with_capacity(quotations.len());
        for (number, keys) in quotations.into_iter().zip(keys) {
            match keys {
                Some(keys) => placed.push((number, keys)),
                None => visit(number, number),
            }
        }
        // Quotations are in the order of their starts, and so of their first keys. The largest second key up to each place
        // only grows: before the first place where it reaches what is asked there is no partner.
        let largest: Vec<i64> = placed
            .iter()
            .scan(i64::MIN, |largest, (_, keys)| {
                *largest = keys.high.max(*largest);
                Some(*largest)
            })
            .collect();
        for (number, keys) in &placed {
            visit(*number, *number);
            let first = largest.partition_point(|high| *high < keys.least);
            let behind = placed.partition_point(|(_, other)| other.low <= keys.most);
            for (other, partner) in placed.get(first..behind).unwrap_or_default() {
                if other != number && partner.high >= keys.least {
                    visit(*number, *other);
                }
            }
        }
    }
    Ok(())
}

/// Numbers of the quotations of a row and a column that come together, both sides, in order.
///
/// # Errors
/// When turns or words cannot be read.
pub fn meeting_quotations<R: SourceReader>(
    corpus: &CodedCorpus,
    (rows, row): (&Categories, usize),
    (columns, column): (&Categories, usize),
    counted: &[bool],
    nearness: Nearness,
    reader: &R,
) -> Result<Vec<usize>, R::Error> {
    let mut members = memberships(corpus, rows, columns, counted);
    let mut meeting = vec![false; members.len()];
    for member in &mut members {
        member.rows.retain(|(entry, _)| *entry == row);
        member.columns.retain(|(entry, _)| *entry == column);
    }
    neighbours(corpus, &members, nearness, reader, &mut |one, other| {
        let meet =
            |one: usize, other: usize| match (members[one].rows.first(), members[other].columns.first()) {
                (Some((_, witness)), Some((_, facing))) => one != other || witness.may_face(*facing),
                _ => false,
            };
        meeting[one] |= meet(one, other) || meet(other, one);
    })?;
    Ok((0..).zip(meeting).filter(|(_, meets)| *meets).map(|(number, _)| number).collect())
}

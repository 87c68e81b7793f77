//! A statistical method over any table, without a study.

use crate::sheet::{Problem, Reason, Sheet, read_numbers, read_words};
use crate::stats::published::table::{self as published, RestoredZeros, Row};
use crate::stats::{Groups, Table};
use crate::workbench::files::read_bytes;
use crate::workbench::{Error, Noun};
use std::path::Path;

/// Reads a CSV table of numbers; with `columns` only these, in this order, else every column that holds numbers alone.
///
/// # Errors
/// When the file cannot be read or is no table, a wished column is not there, or a cell of it is no number.
pub fn read_table(path: &Path, columns: &[String]) -> Result<Table, Error> {
    let file = path.display().to_string();
    let read =
        read_numbers(&read_bytes(path)?).map_err(|problems| Error::Table { file: file.clone(), problems })?;
    let mut table = Table::default();
    if columns.is_empty() {
        for column in read.into_iter().filter(|column| column.problems.is_empty()) {
            table.names.push(column.name);
            table.columns.push(column.values);
        }
        return Ok(table);
    }
    for name in columns {
        let Some(column) = read.iter().find(|column| column.name == *name) else {
            let similar = read.iter().map(|column| column.name.clone()).take(12).collect();
            return Err(Error::NotFound { noun: Noun::Column, name: name.clone(), similar });
        };
        if !column.problems.is_empty() {
            return Err(Error::Table { file, problems: column.problems.clone() });
        }
        table.names.push(name.clone());
        table.columns.push(column.values.clone());
    }
    Ok(table)
}

/// Reads which group every row of a CSV table belongs to.
///
/// # Errors
/// When the file cannot be read or is no table, or the column is not there.
pub fn read_groups(path: &Path, column: &str) -> Result<Groups, Error> {
    let file = path.display().to_string();
    let bytes = read_bytes(path)?;
    let table = |problems| Error::Table { file, problems };
    let Some(words) = read_words(&bytes, column).map_err(table)? else {
        let file = path.display().to_string();
        let read = read_numbers(&bytes).map_err(|problems| Error::Table { file, problems })?;
        let similar = read.into_iter().map(|column| column.name).take(12).collect();
        return Err(Error::NotFound { noun: Noun::Column, name: column.to_owned(), similar });
    };
    let mut groups = Groups::default();
    for word in words {
        if word.is_empty() {
            groups.of_row.push(None);
            continue;
        }
        let known = groups.names.iter().position(|name| *name == word);
        groups.of_row.push(Some(known.unwrap_or(groups.names.len())));
        if known.is_none() {
            groups.names.push(word);
        }
    }
    Ok(groups)
}

/// Reads the text of a model.
///
/// # Errors
/// When the file cannot be read or is no text.
pub fn read_model(path: &Path) -> Result<String, Error> {
    String::from_utf8(read_bytes(path)?).map_err(|_| Error::Table {
        file: path.display().to_string(),
        problems: vec![Problem::in_line(0, Reason::NotText)],
    })
}

/// Reads a published table, figures with their decimals; also which of them got zeros that a spreadsheet had dropped.
///
/// # Errors
/// When the file cannot be read or is no table, or a cell is no figure.
pub fn read_published(path: &Path) -> Result<(Vec<Row>, Vec<RestoredZeros>), Error> {
    let file = path.display().to_string();
    let sheet =
        Sheet::read(&read_bytes(path)?).map_err(|problems| Error::Table { file: file.clone(), problems })?;
    let cells: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| sheet.columns().iter().map(|column| sheet.cell(row, column).to_owned()).collect())
        .collect();
    let found = published::read(sheet.headings(), &cells);
    let missing: Vec<Problem> = found
        .missing
        .iter()
        .map(|column| Problem::in_cell(1, column.name(), "", Reason::MissingColumn))
        .collect();
    let wrong = found.problems.iter().map(|problem| {
        let line = sheet.rows.get(problem.row).map_or(0, |row| row.line);
        Problem::in_cell(
            line,
            problem.column.name(),
            &problem.cell,
            Reason::Broken(problem.trouble.to_string()),
        )
    });
    let problems: Vec<Problem> = missing.into_iter().chain(wrong).collect();
    if !problems.is_empty() {
        return Err(Error::Table { file, problems });
    }
    let mut rows = found.rows;
    let restored = published::restore_zeros(&mut rows);
    Ok((rows, restored))
}

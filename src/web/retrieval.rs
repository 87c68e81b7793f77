//! Answers about codings as a whole: queries, tables, sequences, networks, saturation.

use crate::coding::matrix::{Count, Nearness, Percent};
use crate::coding::saturation::SaturationLevel;
use crate::stats::accumulation::AccumulationOptions;
use crate::web::call::{Call, Refusal};
use crate::web::service::{Service, kind};
use crate::wire;
use crate::workbench::{MatrixOptions, SaturationOptions};
use serde_json::Value;

/// Reads a parameter by `parse`; `None` when it is missing.
fn one_of<T>(
    call: &Call,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
    wanted: &str,
) -> Result<Option<T>, Refusal> {
    let wrong = || Refusal::Parameter(name.to_owned(), format!("must be {wanted}"));
    call.text(name).map(|text| parse(text).ok_or_else(wrong)).transpose()
}

fn nearness(call: &Call) -> Result<Option<Nearness>, Refusal> {
    one_of(call, "relation", Nearness::parse, "same, overlap, turn, N-words or N-turns")
}

pub(super) fn query(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let workbench = &service.workbench;
    let answer = workbench.code_query(call.text("q").unwrap_or_default(), call.page()?)?;
    Ok(wire::retrieved(&answer, &workbench.codebook()?))
}

fn matrix_options(call: &Call) -> Result<MatrixOptions, Refusal> {
    let count = one_of(call, "count", Count::parse, "quotations, codings or words")?;
    Ok(MatrixOptions {
        rows: call.text("rows").unwrap_or("factors").to_owned(),
        columns: call.text("columns").unwrap_or("sources").to_owned(),
        count: count.unwrap_or_default(),
        nearness: nearness(call)?,
        filter: call.text("filter").map(str::to_owned),
    })
}

pub(super) fn matrix(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let percent = one_of(call, "percent", Percent::parse, "row, column or total")?;
    Ok(wire::matrix(&service.workbench.matrix(&matrix_options(call)?)?, percent))
}

pub(super) fn cell(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let named = |name: &str| {
        let missing = || Refusal::Parameter(name.to_owned(), "is missing".to_owned());
        call.text(name).ok_or_else(missing)
    };
    let workbench = &service.workbench;
    let (row, column) = (named("row")?, named("column")?);
    let answer = workbench.matrix_cell(&matrix_options(call)?, row, column, call.page()?)?;
    Ok(wire::retrieved(&answer, &workbench.codebook()?))
}

pub(super) fn network(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let codes = call.text("codes").unwrap_or("factors");
    let nearness = nearness(call)?.unwrap_or(Nearness::Overlap);
    let least = call.number("least")?.unwrap_or(1);
    Ok(wire::network(&service.workbench.network(codes, nearness, call.text("filter"), least)?))
}

pub(super) fn sequence(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let workbench = &service.workbench;
    let codes = call.text("codes").unwrap_or("codes");
    let source = call.part("source");
    let answer = workbench.code_sequence((!source.is_empty()).then_some(source), codes)?;
    Ok(wire::sequence(&answer, &workbench.codebook()?))
}

pub(super) fn saturation(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let level = one_of(call, "level", SaturationLevel::parse, "code, open, factor, subscale or component")?;
    let standard = AccumulationOptions::default();
    let seed = call.number("seed")?.unwrap_or(standard.seed);
    let orders = call.number("orders")?.map(|orders| AccumulationOptions { orders, seed, ..standard });
    let options = SaturationOptions {
        kind: kind(call)?,
        level: level.unwrap_or_default(),
        orders,
        rules: call.flag("rules", false)?,
    };
    Ok(wire::saturation(&service.workbench.saturation_report(&options)?))
}

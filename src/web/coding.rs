//! Answers about codings, quotations, codes, memos, the audit and the history.

use crate::coding::AuditRules;
use crate::model::{CodeDraft, CodingId, Level, MemoId, OperationId, QuotationId, ReviewOutcome, Stance};
use crate::web::call::{Call, Refusal};
use crate::web::service::{Service, wrong};
use crate::wire;
use crate::workbench::{
    BatchCoding, Deal, Judgement, Moment, NewQuotation, ReanchorChoice, TextCorrection, TraceStart, Whose,
};
use serde_json::Value;

type Answer = Result<Value, Refusal>;

/// An id in the path.
fn id<T: std::str::FromStr>(call: &Call, name: &str) -> Result<T, Refusal> {
    call.part(name).parse().map_err(|_unread| wrong(name, "must be a number"))
}

/// Where a quotation stands, from an object's `start` and `end`, or `quote`; `snap` grows it to whole words.
pub(super) fn place(call: &Call) -> Result<NewQuotation, Refusal> {
    let span = (call.whole("start", u32::MAX)?, call.whole("end", u32::MAX)?);
    match (span, call.field("quote")?) {
        ((Some(start), Some(end)), None) if call.truth("snap")? => Ok(NewQuotation::Snapped { start, end }),
        ((Some(start), Some(end)), None) => Ok(NewQuotation::Span { start, end }),
        ((None, None), Some(words)) => Ok(NewQuotation::Words(words.to_owned())),
        _ => Err(wrong("start", "give start and end, or quote")),
    }
}

/// Weight, comment and stance of a coding to be.
pub(super) fn judgement(call: &Call) -> Result<Judgement, Refusal> {
    let weight = match call.whole("weight", 100)?.map(u8::try_from) {
        None => None,
        Some(Ok(weight)) if weight > 0 => Some(weight),
        Some(_) => return Err(wrong("weight", "must be a whole number from 1 to 100")),
    };
    let comment = call.field("comment")?.unwrap_or_default().to_owned();
    Ok(Judgement { weight, comment, stance: stance(call)?.unwrap_or_default() })
}

fn stance(call: &Call) -> Result<Option<Stance>, Refusal> {
    let read =
        |word: &str| Stance::parse(word).ok_or_else(|| wrong("stance", "must be supports or contradicts"));
    call.field("stance")?.map(read).transpose()
}

fn whose(call: &Call) -> Result<Whose, Refusal> {
    Ok(if call.truth("everyone")? { Whose::Everyone } else { Whose::Own })
}

/// Quotation numbers in a list of the body.
fn quotations(value: &Value, name: &str) -> Result<Vec<QuotationId>, Refusal> {
    let wanted = || wrong(name, "must be a list of numbers of quotations");
    let list = value.as_array().ok_or_else(wanted)?;
    list.iter().map(|value| value.as_i64().map(QuotationId).ok_or_else(wanted)).collect()
}

pub(super) fn code_batch(service: &mut Service, call: &Call) -> Answer {
    let list = call.body.get("codings").and_then(Value::as_array);
    let list = list.ok_or_else(|| wrong("codings", "must be a list of codings"))?;
    let mut batch = Vec::with_capacity(list.len());
    for (index, body) in list.iter().enumerate() {
        let one = Call { body: body.clone(), ..Call::default() };
        let read = || -> Result<BatchCoding, Refusal> {
            Ok(BatchCoding {
                source: one.required("source")?.to_owned(),
                quotation: place(&one)?,
                code: one.required("code")?.to_owned(),
                judgement: judgement(&one)?,
            })
        };
        batch.push(read().map_err(|refusal| match refusal {
            Refusal::Parameter(name, reason) => {
                Refusal::Parameter(format!("codings[{index}].{name}"), reason)
            }
            other => other,
        })?);
    }
    let added = service.workbench.code_many(&batch)?;
    Ok(wire::coded(added, batch.len()))
}

pub(super) fn edit_coding(service: &mut Service, call: &Call) -> Answer {
    let id: CodingId = id(call, "coding")?;
    let (weight, comment, stance) = (call.whole("weight", 100)?, call.field("comment")?, stance(call)?);
    let coded = service.workbench.edit_coding(id, |judgement| {
        if let Some(weight) = weight {
            judgement.weight = u8::try_from(weight).ok().filter(|weight| *weight > 0);
        }
        if let Some(comment) = comment {
            comment.clone_into(&mut judgement.comment);
        }
        judgement.stance = stance.unwrap_or(judgement.stance);
    })?;
    let workbench = &service.workbench;
    let (names, coders) = (workbench.source_names()?, workbench.coders()?);
    Ok(wire::named_codings(&[coded], &workbench.codebook()?, &names, &coders))
}

pub(super) fn in_vivo(service: &mut Service, call: &Call) -> Answer {
    let (source, parent) = (call.required("source")?, call.field("under")?);
    Ok(wire::key(&service.workbench.code_in_vivo(source, &place(call)?, parent)?))
}

pub(super) fn resize(service: &mut Service, call: &Call) -> Answer {
    let new = service.workbench.resize_quotation(id(call, "quotation")?, &place(call)?, whose(call)?)?;
    Ok(wire::quotation_ids(&[new]))
}

pub(super) fn split_quotation(service: &mut Service, call: &Call) -> Answer {
    let at = call.whole("at", u32::MAX)?.ok_or_else(|| wrong("at", "is missing"))?;
    let parts = service.workbench.split_quotation(id(call, "quotation")?, at, whose(call)?)?;
    Ok(wire::quotation_ids(&parts))
}

pub(super) fn join_quotations(service: &mut Service, call: &Call) -> Answer {
    let ids = quotations(&call.body["quotations"], "quotations")?;
    Ok(wire::quotation_ids(&[service.workbench.join_quotations(&ids, whose(call)?)?]))
}

pub(super) fn unplaced(service: &mut Service, call: &Call) -> Answer {
    Ok(wire::unplaced(&service.workbench.unplaced_quotations(call.text("source"))?))
}

pub(super) fn place_quotation(service: &mut Service, call: &Call) -> Answer {
    let span = (call.whole("start", u32::MAX)?, call.whole("end", u32::MAX)?);
    let choice = match (call.whole("proposal", 1_000)?, span, call.truth("remove")?) {
        (Some(number), (None, None), false) => ReanchorChoice::Proposal(number as usize),
        (None, (Some(start), Some(end)), false) => ReanchorChoice::Span { start, end },
        (None, (None, None), true) => ReanchorChoice::Remove,
        _ => return Err(wrong("proposal", "give proposal, or start and end, or remove")),
    };
    service.workbench.reanchor(id(call, "quotation")?, choice)?;
    Ok(wire::count(1))
}

pub(super) fn correct(service: &mut Service, call: &Call) -> Answer {
    let with = call.field("with")?.unwrap_or_default().to_owned();
    let span = (call.whole("start", u32::MAX)?, call.whole("end", u32::MAX)?);
    let correction = match (call.field("words")?, span, call.field("file")?) {
        (Some(words), (None, None), None) => {
            TextCorrection::Words { words: words.to_owned(), with, everywhere: call.truth("everywhere")? }
        }
        (None, (Some(start), Some(end)), None) => TextCorrection::Span { start, end, with },
        (None, (None, None), Some(file)) => TextCorrection::File(file.into()),
        _ => return Err(wrong("words", "give words, or start and end, or file")),
    };
    let (reason, preview) = (call.field("reason")?.unwrap_or_default(), call.truth("dry_run")?);
    let report = service.workbench.correct_source(call.part("source"), &correction, reason, preview)?;
    if !preview {
        service.workbench.refresh_index(&crate::workbench::Silent)?;
    }
    Ok(wire::correction(&report))
}

fn draft(call: &Call, draft: &mut CodeDraft) -> Result<(), Refusal> {
    let fields = [
        ("key", &mut draft.key),
        ("name", &mut draft.name),
        ("definition", &mut draft.definition),
        ("include", &mut draft.include),
        ("exclude", &mut draft.exclude),
        ("exemplar", &mut draft.exemplar),
        ("colour", &mut draft.colour),
    ];
    for (name, field) in fields {
        if let Some(text) = call.field(name)? {
            text.clone_into(field);
        }
    }
    if let Some(translations) = call.body.get("translations") {
        let read = serde_json::from_value(translations.clone());
        draft.translations = read.map_err(|_unread| wrong("translations", "must be {language: name}"))?;
    }
    Ok(())
}

pub(super) fn add_code(service: &mut Service, call: &Call) -> Answer {
    let level = call.field("level")?.unwrap_or("open");
    let level = Level::parse(level).ok_or_else(|| wrong("level", "must be open, axial or selective"))?;
    call.required("name")?;
    let mut fresh = CodeDraft::default();
    draft(call, &mut fresh)?;
    let alike = service.workbench.codes_like(&fresh.name)?;
    let key = service.workbench.add_code(level, call.field("under")?, &fresh)?;
    let mut shape = wire::key(&key);
    shape["alike"] = wire::codes_like(&alike);
    Ok(shape)
}

pub(super) fn edit_code(service: &mut Service, call: &Call) -> Answer {
    // The fields are read before anything changes; what is wrong with them must not be found half-way.
    draft(call, &mut CodeDraft::default())?;
    service.workbench.edit_code(call.part("code"), |known| {
        if let Some(name) = call.body.get("name").and_then(Value::as_str)
            && *name != known.name
            && !known.aliases.contains(&known.name)
        {
            known.aliases.push(known.name.clone());
        }
        // Read without fault just now.
        let _ = draft(call, known);
    })?;
    Ok(wire::count(1))
}

pub(super) fn remove_code(service: &mut Service, call: &Call) -> Answer {
    service.workbench.remove_code(call.part("code"))?;
    Ok(wire::count(1))
}

pub(super) fn move_code(service: &mut Service, call: &Call) -> Answer {
    let (code, workbench) = (call.part("code"), &mut service.workbench);
    match (call.body.get("under"), call.body.get("before")) {
        (Some(_), None) => workbench.move_code(code, call.field("under")?)?,
        (None, Some(_)) => workbench.reorder_code(code, call.field("before")?)?,
        _ => return Err(wrong("under", "give under (null: a root), or before (null: the last)")),
    }
    Ok(wire::count(1))
}

pub(super) fn merge_codes(service: &mut Service, call: &Call) -> Answer {
    let (code, into) = (call.part("code"), call.required("into")?);
    let preview = service.workbench.preview_merge(code, into)?;
    if !call.truth("dry_run")? {
        service.workbench.merge_codes(code, into)?;
    }
    Ok(wire::merge_preview(&preview))
}

pub(super) fn split_code(service: &mut Service, call: &Call) -> Answer {
    let list = call.body.get("deals").and_then(Value::as_array);
    let list = list.ok_or_else(|| wrong("deals", "must be a list of {into, quotations}"))?;
    let mut deals = Vec::with_capacity(list.len());
    for deal in list {
        let into = deal.get("into").and_then(Value::as_str).filter(|into| !into.is_empty());
        let into = into.ok_or_else(|| wrong("deals", "each needs `into`, a code or a name"))?;
        deals.push(Deal { into: into.to_owned(), quotations: quotations(&deal["quotations"], "deals")? });
    }
    Ok(wire::split(&service.workbench.split_code(call.part("code"), &deals, call.truth("below")?)?))
}

pub(super) fn alike(service: &mut Service, call: &Call) -> Answer {
    match call.text("name") {
        Some(name) => Ok(wire::codes_like(&service.workbench.codes_like(name)?)),
        None => Ok(wire::alike_codes(&service.workbench.codes_alike()?, &service.workbench.codebook()?)),
    }
}

pub(super) fn codebook_diff(service: &mut Service, call: &Call) -> Answer {
    let moment = |name: &str| -> Result<Option<Moment>, Refusal> {
        Ok(call.number(name)?.map(|number| Moment::Operation(OperationId(number))))
    };
    let from = moment("from")?.ok_or_else(|| wrong("from", "is missing"))?;
    Ok(wire::codebook_comparison(&service.workbench.compare_codebooks(from, moment("to")?)?))
}

pub(super) fn memos(service: &mut Service, call: &Call) -> Answer {
    let workbench = &service.workbench;
    let on = call.text("on");
    if on.is_some_and(|on| !["study", "source", "quotation", "code"].contains(&on)) {
        return Err(wrong("on", "must be study, source, quotation or code"));
    }
    let words = call.text("words").unwrap_or_default();
    let filter = workbench.memo_filter(on, call.text("code"), call.text("source"), call.text("by"), words)?;
    let listed = workbench.listed_memos(&filter)?;
    Ok(wire::listed_memos(&listed, &workbench.codebook()?, &workbench.sources()?, &workbench.coders()?))
}

pub(super) fn add_memo(service: &mut Service, call: &Call) -> Answer {
    let (text, date) = (call.required("text")?, call.field("date")?.unwrap_or_default());
    let (code, source) = (call.field("code")?, call.field("source")?);
    let added = match call.body.get("quotation").and_then(Value::as_i64) {
        Some(id) if code.is_none() && source.is_none() => {
            service.workbench.add_quotation_memo(QuotationId(id), date, text)?
        }
        Some(_) => return Err(wrong("quotation", "give one of quotation, code and source")),
        None => service.workbench.add_memo(code, source, date, text)?,
    };
    Ok(wire::added(added))
}

pub(super) fn edit_memo(service: &mut Service, call: &Call) -> Answer {
    service.workbench.edit_memo(id::<MemoId>(call, "memo")?, call.field("date")?, call.field("text")?)?;
    Ok(wire::count(1))
}

pub(super) fn remove_memo(service: &mut Service, call: &Call) -> Answer {
    service.workbench.remove_memo(id(call, "memo")?)?;
    Ok(wire::count(1))
}

pub(super) fn rules(service: &mut Service, _: &Call) -> Answer {
    let mut shape = wire::audit_rules(&service.workbench.audit_rules()?);
    shape["solution_code"] = service.workbench.solution_code()?.map(|code| code.draft.key).into();
    Ok(shape)
}

pub(super) fn set_rules(service: &mut Service, call: &Call) -> Answer {
    let rules = call.body.get("rules").and_then(Value::as_object);
    let mut tried = AuditRules::default();
    let as_text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    for (name, value) in rules.into_iter().flatten() {
        tried.set(name, &as_text(value)).map_err(crate::workbench::Error::from)?;
    }
    for (name, value) in rules.into_iter().flatten() {
        service.workbench.set_audit_rule(name, &as_text(value))?;
    }
    if call.body.get("solution_code").is_some() {
        service.workbench.set_solution_code(call.field("solution_code")?)?;
    }
    self::rules(service, call)
}

pub(super) fn factor(service: &mut Service, call: &Call) -> Answer {
    let workbench = &service.workbench;
    let found = workbench.audit_factor(call.part("factor"), workbench.audit_rules()?)?;
    let instrument = workbench.instrument(None).ok();
    let item = instrument.and_then(|all| all.items.into_iter().find(|item| item.factor == found.factor));
    let assessment = workbench.assess(&crate::workbench::AssessOptions::default()).ok();
    let test = assessment.as_ref().and_then(|all| all.tests.iter().find(|test| test.factor == found.factor));
    Ok(wire::chain(&found, &workbench.codebook()?, item.as_ref(), test))
}

pub(super) fn decide(service: &mut Service, call: &Call) -> Answer {
    let outcome = ReviewOutcome::parse(call.required("outcome")?)
        .ok_or_else(|| wrong("outcome", "must be accepted, revise or rejected"))?;
    let note = call.field("note")?.unwrap_or_default();
    match (call.field("factor")?, call.body.get("coding").and_then(Value::as_i64)) {
        (Some(factor), None) => service.workbench.decide_factor(factor, outcome, note)?,
        (None, Some(coding)) => service.workbench.decide_coding(CodingId(coding), outcome, note)?,
        _ => return Err(wrong("factor", "give factor or coding")),
    }
    Ok(wire::count(1))
}

pub(super) fn loose(service: &mut Service, _: &Call) -> Answer {
    Ok(wire::loose_ends(&service.workbench.loose_ends()?, &service.workbench.codebook()?))
}

pub(super) fn trace(service: &mut Service, call: &Call) -> Answer {
    let start = match (
        call.text("source"),
        call.number("turn")?,
        call.number("quotation")?,
        call.number("coding")?,
    ) {
        (Some(source), Some(turn), None, None) => TraceStart::Line { source: source.to_owned(), turn },
        (None, None, Some(id), None) => TraceStart::Quotation(QuotationId(id)),
        (None, None, None, Some(id)) => TraceStart::Coding(CodingId(id)),
        (None, None, None, None) => match (call.text("item"), call.text("code")) {
            (Some(item), None) => TraceStart::Item(item.to_owned()),
            (None, Some(code)) => TraceStart::Code(code.to_owned()),
            _ => return Err(wrong("source", "give source and turn, or quotation, coding, item or code")),
        },
        _ => return Err(wrong("source", "give source and turn, or quotation, coding, item or code")),
    };
    Ok(wire::trace(&service.workbench.trace(&start)?, &service.workbench.codebook()?))
}

pub(super) fn coders(service: &mut Service, _: &Call) -> Answer {
    Ok(wire::coders(&service.workbench.coders()?))
}

pub(super) fn changes(service: &mut Service, call: &Call) -> Answer {
    Ok(wire::changes(&service.workbench.changes(id(call, "operation")?)?))
}

pub(super) fn undo(service: &mut Service, call: &Call) -> Answer {
    let workbench = &mut service.workbench;
    let operation = match (call.body.get("operation").and_then(Value::as_i64), call.truth("own")?) {
        (Some(number), false) => workbench.undo_operation(OperationId(number))?,
        (None, true) => workbench.undo_own()?,
        (None, false) => workbench.undo()?,
        (Some(_), true) => return Err(wrong("own", "give own or operation")),
    };
    workbench.refresh_index(&crate::workbench::Silent)?;
    Ok(wire::operation(&operation, &service.locale))
}

pub(super) fn redo(service: &mut Service, call: &Call) -> Answer {
    let workbench = &mut service.workbench;
    let operation = if call.truth("own")? { workbench.redo_own()? } else { workbench.redo()? };
    workbench.refresh_index(&crate::workbench::Silent)?;
    Ok(wire::operation(&operation, &service.locale))
}

use crate::assess::*; use crate::model::*;
pub(super) fn tests(_:&ItemScores,_:&Instrument,_:f64)->(Vec<TestResult>,Vec<(CodeId,String)>){(vec![],vec![])}
pub(super) fn describe(_:&ItemScores,_:&Instrument)->Vec<ItemResult>{vec![]}
pub(super) fn reliability(_:&ItemScores,_:&[Scope],_:&[Scope],_:f64)->Vec<Reliability>{vec![]}
pub(super) fn adequacy(_:&ItemScores)->Result<Adequacy,String>{Err(String::new())}
pub(super) fn components(_:&ItemScores,_:usize,_:u64)->Result<ComponentAnalysis,String>{Err(String::new())}

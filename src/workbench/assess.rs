//! The assessment of a set of answers.

use crate::assess::{Assessment, Options, Scope, assess, scores};
use crate::codebook::Codebook;
use crate::model::{CodeId, FieldHasher, Instrument, ResponseSet};
use crate::stats::Table;
use crate::store::OperationKind;
use crate::workbench::{Error, Noun, Workbench};

/// What to assess, and how.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AssessOptions {
    /// Name of the set of answers; the newest without a name.
    pub set: Option<String>,
    /// Options of the battery.
    pub battery: Options,
    /// The measurement model that is fitted.
    pub model: CodebookModel,
}

/// Measurement models that a codebook implies.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CodebookModel {
    /// Components measured by their items.
    #[default]
    FirstOrder,
    /// The same, and one general factor above the components.
    SecondOrder,
    /// Subscales measured by their items, components by their subscales.
    Subscales,
}

/// One formula of a model, names in quotation marks where they need them.
fn formula(left: &str, right: &[String]) -> String {
    let quoted = |name: &str| match name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "'")),
    };
    let right: Vec<String> = right.iter().map(|name| quoted(name)).collect();
    format!("{} =~ {}", quoted(left), right.join(" + "))
}

impl Workbench {
    /// The measurement model of a questionnaire version in lavaan's syntax; the keys of codes and items are its names. A
    /// subscale with one item stands for itself: its item measures the component.
    ///
    /// # Errors
    /// When there is no such version.
    pub fn model_text(&self, kind: CodebookModel, version: Option<u32>) -> Result<String, Error> {
        let instrument = self.instrument(version)?;
        let codebook = self.codebook()?;
        let (components, subscales) = self.scopes(&instrument)?;
        let key = |code: CodeId| codebook.get(code).map(|code| code.draft.key.clone()).unwrap_or_default();
        let items = |scope: &Scope| -> Vec<String> {
            scope.items.iter().map(|index| instrument.items[*index].key.clone()).collect()
        };
        let mut lines: Vec<String> = Vec::new();
        if kind == CodebookModel::Subscales {
            for scope in subscales.iter().filter(|scope| scope.items.len() > 1) {
                lines.push(formula(&key(scope.code), &items(scope)));
            }
            for component in &components {
                let below = subscales.iter().filter(|scope| {
                    codebook.component_of(scope.code).is_some_and(|code| code.id == component.code)
                });
                let names: Vec<String> = below
                    .flat_map(|scope| match scope.items.len() {
                        1 => items(scope),
                        _ => vec![key(scope.code)],
                    })
                    .collect();
                lines.push(formula(&key(component.code), &names));
            }
        } else {
            lines.extend(components.iter().map(|scope| formula(&key(scope.code), &items(scope))));
        }
        if kind == CodebookModel::SecondOrder {
            let names: Vec<String> = components.iter().map(|scope| key(scope.code)).collect();
            lines.push(formula("General", &names));
        }
        Ok(lines.join("\n") + "\n")
    }

    /// The scored answers of a set as a table: a column for each item, reversed ones turned round, NaN where an answer is missing.
    /// With `columns` only these items, in this order.
    ///
    /// # Errors
    /// When there is no such set or item.
    pub fn answers_table(&self, set: Option<&str>, columns: &[String]) -> Result<Table, Error> {
        let (set, instrument) = self.response_set(set)?;
        let found = scores(&set, &instrument);
        let table = Table { names: found.keys, columns: found.columns };
        if columns.is_empty() {
            return Ok(table);
        }
        let similar = || table.names.iter().take(12).cloned().collect();
        table.select(columns).map_err(|name| Error::NotFound { noun: Noun::Column, name, similar: similar() })
    }

    /// The measurement model of the questionnaire that a set of answers belongs to, as [`Workbench::model_text`] makes it.
    ///
    /// # Errors
    /// When there is no such set.
    pub fn answers_model(&self, set: Option<&str>, kind: CodebookModel) -> Result<String, Error> {
        let (_, instrument) = self.response_set(set)?;
        self.model_text(kind, Some(instrument.version))
    }

    /// Runs the battery on a set of answers.
    ///
    /// # Errors
    /// When there is no such set. An analysis that cannot be computed is a refusal inside the result, not an error.
    pub fn assess(&self, options: &AssessOptions) -> Result<Assessment, Error> {
        let (set, instrument) = self.response_set(options.set.as_deref())?;
        let (components, subscales) = self.scopes(&instrument)?;
        let model = self.model_text(options.model, Some(instrument.version))?;
        Ok(assess(&set, &instrument, &components, &subscales, &model, &options.battery))
    }

    /// Runs the battery and keeps its result (as the JSON that `result_shape` makes of it) in the study.
    ///
    /// # Errors
    /// As for [`Workbench::assess`], or when the study file cannot be written.
    pub fn assess_and_keep(
        &mut self,
        options: &AssessOptions,
        result_shape: fn(&Assessment, &Codebook) -> String,
    ) -> Result<Assessment, Error> {
        let assessment = self.assess(options)?;
        let (set, instrument) = self.response_set(options.set.as_deref())?;
        let inputs = inputs_hash(&set, &instrument, options);
        let result = result_shape(&assessment, &self.codebook()?);
        let made_at = self.now();
        self.transact(OperationKind::KeepAnalysis, &[("name", set.name.clone())], |writer| {
            writer.put_analysis(set.id, "battery", &inputs, &result, made_at)?;
            Ok(())
        })?;
        Ok(assessment)
    }

    /// Items by component and by subscale, as the codebook orders them.
    fn scopes(&self, instrument: &Instrument) -> Result<(Vec<Scope>, Vec<Scope>), Error> {
        let codebook = self.codebook()?;
        let of = |pick: &dyn Fn(CodeId) -> Option<CodeId>| -> Vec<Scope> {
            let mut scopes: Vec<Scope> = Vec::new();
            for (index, item) in instrument.items.iter().enumerate() {
                let Some(code) = pick(item.factor) else { continue };
                match scopes.iter_mut().find(|scope| scope.code == code) {
                    Some(scope) => scope.items.push(index),
                    None => scopes.push(Scope { code, items: vec![index] }),
                }
            }
            scopes
        };
        Ok((
            of(&|factor| codebook.component_of(factor).map(|code| code.id)),
            of(&|factor| codebook.subscale_of(factor).map(|code| code.id)),
        ))
    }
}

fn inputs_hash(
    set: &ResponseSet,
    instrument: &Instrument,
    options: &AssessOptions,
) -> crate::model::ContentHash {
    let mut hasher = FieldHasher::new();
    hasher.absorb(Some(&format!("{:?} {:?}", options.battery, options.model)));
    hasher.absorb(Some(&instrument.version.to_string()));
    for item in &instrument.items {
        hasher.absorb(Some(&item.key));
        hasher.absorb(Some(if item.reversed { "reversed" } else { "straight" }));
    }
    for row in &set.rows {
        hasher.absorb(Some(&row.key));
        for answer in &row.answers {
            hasher.absorb(answer.map(|value| value.to_string()).as_deref());
        }
    }
    hasher.finish()
}

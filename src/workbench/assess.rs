//! The assessment of a set of answers.

use crate::assess::{Assessment, Options, Scope, assess};
use crate::codebook::Codebook;
use crate::model::{CodeId, FieldHasher, Instrument, ResponseSet};
use crate::store::OperationKind;
use crate::workbench::{Error, Workbench};

/// What to assess, and how.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AssessOptions {
    /// Name of the set of answers; the newest without a name.
    pub set: Option<String>,
    /// Options of the battery.
    pub battery: Options,
}

impl Workbench {
    /// Runs the battery on a set of answers.
    ///
    /// # Errors
    /// When there is no such set. An analysis that cannot be computed is a refusal inside the result, not an error.
    pub fn assess(&self, options: &AssessOptions) -> Result<Assessment, Error> {
        let (set, instrument) = self.response_set(options.set.as_deref())?;
        let (components, subscales) = self.scopes(&instrument)?;
        Ok(assess(&set, &instrument, &components, &subscales, &options.battery))
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
    hasher.absorb(Some(&format!("{:?}", options.battery)));
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

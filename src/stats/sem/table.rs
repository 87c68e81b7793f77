//! The parameter table: which parameters a model has, which are free, which are equal.
//!
//! A text names some of the parameters; the rest follows from the rules of `cfa` and `sem` in lavaan (Rosseel 2012): the
//! first loading of a factor is 1 (or its variance, with `standardized_factors`), every variable has a residual variance,
//! exogenous factors covary, so do outcomes that cause nothing, intercepts are free and factor means 0.

use crate::stats::Error;
use crate::stats::sem::expression::Expression;
use crate::stats::sem::syntax::{Modifier, Operator, Place, Statement, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Sets of parameters that groups can have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Equal {
    /// Loadings (metric invariance).
    Loadings,
    /// Intercepts (scalar invariance); factor means are then free in all groups but the first.
    Intercepts,
    /// Residual variances (strict invariance).
    Residuals,
    /// Residual covariances.
    ResidualCovariances,
    /// Variances of factors.
    FactorVariances,
    /// Covariances of factors.
    FactorCovariances,
    /// Regression coefficients.
    Regressions,
    /// Means of factors.
    Means,
}

/// What a parameter is to the search.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Role {
    /// Estimated; parameters with one number are one value.
    Free(usize),
    /// Not estimated.
    Fixed(f64),
    /// A moment of an observed cause, which is taken as it is in the data.
    Exogenous,
    /// Computed from labels.
    Defined(Expression),
}

/// One row of the table.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Parameter {
    pub(super) left: String,
    pub(super) operator: Operator,
    pub(super) right: String,
    pub(super) group: usize,
    pub(super) label: String,
    pub(super) role: Role,
    pub(super) start: Option<f64>,
}

/// What the rules depend on.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Rules {
    pub(super) standardized_factors: bool,
    pub(super) means: bool,
    pub(super) groups: usize,
    pub(super) equal: BTreeSet<Equal>,
    pub(super) orthogonal: bool,
    /// Exogenous observed variables are random like all others.
    pub(super) random_causes: bool,
    /// Indicators are ordered categories: the residual variance is what is left of 1.
    pub(super) ordered: bool,
}

/// A model as its parameters.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct ParameterTable {
    pub(super) rows: Vec<Parameter>,
    /// Observed variables: indicators, then outcomes, causes, others.
    pub(super) observed: Vec<String>,
    /// Latent variables in the order of their measurement formulas.
    pub(super) latent: Vec<String>,
    /// Observed variables that stand in regressions.
    pub(super) regressed: BTreeSet<String>,
    /// Observed causes that are taken as they are.
    pub(super) exogenous: BTreeSet<String>,
    pub(super) means: bool,
    /// Number of free values.
    pub(super) free: usize,
}

/// What the formulas say about the variables, before any parameter is made.
struct Variables {
    latent: Vec<String>,
    observed: Vec<String>,
    outcomes: Vec<String>,
    causes: Vec<String>,
    indicators: BTreeSet<String>,
}

fn add_once(list: &mut Vec<String>, name: &str) {
    if !list.iter().any(|other| other == name) {
        list.push(name.to_owned());
    }
}

impl Variables {
    fn of(statements: &[Statement]) -> Self {
        let mut found = Self {
            latent: Vec::new(),
            observed: Vec::new(),
            outcomes: Vec::new(),
            causes: Vec::new(),
            indicators: BTreeSet::new(),
        };
        let relations = || {
            statements.iter().filter_map(|statement| match statement {
                Statement::Relation { left, operator, terms, .. } => Some((left, *operator, terms)),
                _ => None,
            })
        };
        for (left, operator, _) in relations() {
            if operator == Operator::MeasuredBy {
                left.iter().for_each(|name| add_once(&mut found.latent, name));
            }
        }
        let is_number = |name: &str| name == "1" || name == "0";
        let (mut measured, mut others) = (Vec::new(), Vec::new());
        for (left, operator, terms) in relations() {
            let right: Vec<&str> =
                terms.iter().map(|term| term.name.as_str()).filter(|name| !is_number(name)).collect();
            match operator {
                Operator::MeasuredBy => {
                    for name in right {
                        found.indicators.insert(name.to_owned());
                        add_once(&mut measured, name);
                    }
                }
                Operator::RegressedOn if right.is_empty() => {
                    left.iter().for_each(|name| add_once(&mut others, name));
                }
                Operator::RegressedOn => {
                    left.iter().for_each(|name| add_once(&mut found.outcomes, name));
                    right.iter().for_each(|name| add_once(&mut found.causes, name));
                }
                Operator::CovariesWith => {
                    left.iter().map(String::as_str).chain(right).for_each(|name| add_once(&mut others, name));
                }
                _ => left.iter().for_each(|name| add_once(&mut others, name)),
            }
        }
        for name in measured.iter().chain(&found.outcomes).chain(&found.causes).chain(&others) {
            if !found.latent.contains(name) {
                add_once(&mut found.observed, name);
            }
        }
        found
    }
}

/// Rows while the table is made; one group.
struct Draft<'a> {
    rows: Vec<Parameter>,
    rules: &'a Rules,
    group: usize,
}

impl Draft<'_> {
    fn find(&mut self, left: &str, operator: Operator, right: &str) -> Option<&mut Parameter> {
        self.rows.iter_mut().find(|row| {
            row.operator == operator
                && ((row.left == left && row.right == right)
                    || (operator == Operator::CovariesWith && row.left == right && row.right == left))
        })
    }

    /// Adds a parameter unless the text has said it.
    fn add(&mut self, left: &str, operator: Operator, right: &str, role: Role) {
        if self.find(left, operator, right).is_none() {
            let (left, right) = (left.to_owned(), right.to_owned());
            let label = String::new();
            self.rows.push(Parameter { left, operator, right, group: self.group, label, role, start: None });
        }
    }

    fn say(
        &mut self,
        (left, operator, right): (&str, Operator, &str),
        term: &Term,
        place: Place,
    ) -> Result<(), Error> {
        let group = self.group;
        let groups = self.rules.groups;
        if self.find(left, operator, right).is_none() {
            self.add(left, operator, right, Role::Free(0));
        }
        let Some(row) = self.find(left, operator, right) else { return Ok(()) };
        let wrong = |length: usize| {
            place.error(format!("{length} modifiers in c(...) for {groups} groups of the data"))
        };
        for modifier in &term.modifiers {
            match modifier {
                Modifier::Fixed(values) => {
                    row.role = match values[..] {
                        [one] => one,
                        _ => *values.get(group).ok_or_else(|| wrong(values.len()))?,
                    }
                    .map_or(Role::Free(0), Role::Fixed);
                    if row.role == Role::Free(0) {
                        // Freed aloud: no rule may fix it again.
                        row.start = row.start.or(Some(f64::NAN));
                    }
                }
                Modifier::Label(labels) => {
                    row.label = match &labels[..] {
                        [one] => one.clone(),
                        _ => labels.get(group).cloned().ok_or_else(|| wrong(labels.len()))?,
                    };
                }
                Modifier::Start(values) => {
                    row.start = match values[..] {
                        [one] => Some(one),
                        _ => Some(*values.get(group).ok_or_else(|| wrong(values.len()))?),
                    };
                }
            }
        }
        Ok(())
    }
}

impl ParameterTable {
    /// Makes the table of a model.
    ///
    /// # Errors
    /// [`Error::Model`] for a formula that has no meaning here.
    pub(super) fn of(statements: &[Statement], rules: &Rules) -> Result<Self, Error> {
        let variables = Variables::of(statements);
        check(statements, &variables)?;
        let says_means = statements.iter().any(|statement| {
            matches!(statement, Statement::Relation { operator: Operator::RegressedOn, terms, .. }
                if terms.iter().any(|term| term.name == "1"))
        });
        let rules = Rules { means: rules.means || says_means, ..rules.clone() };
        let mut exogenous: BTreeSet<String> = BTreeSet::new();
        if !rules.random_causes {
            exogenous = variables
                .causes
                .iter()
                .filter(|name| {
                    !variables.latent.contains(name)
                        && !variables.outcomes.contains(name)
                        && !variables.indicators.contains(*name)
                        && !is_said_random(statements, name)
                })
                .cloned()
                .collect();
        }
        let mut rows = Vec::new();
        for group in 0..rules.groups.max(1) {
            let mut draft = Draft { rows: Vec::new(), rules: &rules, group };
            said(&mut draft, statements, &variables)?;
            implied(&mut draft, &variables, &exogenous);
            rows.extend(draft.rows);
        }
        let mut table = Self {
            rows,
            regressed: variables
                .outcomes
                .iter()
                .chain(&variables.causes)
                .filter(|name| !variables.latent.contains(name))
                .cloned()
                .collect(),
            observed: variables.observed,
            latent: variables.latent,
            exogenous,
            means: rules.means,
            free: 0,
        };
        table.equal_groups(&rules);
        table.equalities(statements)?;
        table.number();
        table.define(statements)?;
        Ok(table)
    }

    /// Labels of parameters that groups have in common, as lavaan gives them: `.p` and the row in the first group.
    fn equal_groups(&mut self, rules: &Rules) {
        let groups = rules.groups.max(1);
        let each = self.rows.len() / groups;
        if groups == 1 {
            return;
        }
        let latent = self.latent.clone();
        for index in 0..each {
            let row = &self.rows[index];
            let is_latent = |name: &String| latent.contains(name);
            let kind = match row.operator {
                Operator::MeasuredBy => Equal::Loadings,
                Operator::RegressedOn => Equal::Regressions,
                Operator::Intercept if is_latent(&row.left) => Equal::Means,
                Operator::Intercept => Equal::Intercepts,
                Operator::CovariesWith => match (is_latent(&row.left), row.left == row.right) {
                    (true, true) => Equal::FactorVariances,
                    (true, false) => Equal::FactorCovariances,
                    (false, true) => Equal::Residuals,
                    (false, false) => Equal::ResidualCovariances,
                },
                _ => continue,
            };
            let free = (0..groups).all(|group| matches!(self.rows[group * each + index].role, Role::Free(_)));
            if !free || !rules.equal.contains(&kind) {
                continue;
            }
            let name = match self.rows[index].label.as_str() {
                "" => format!(".p{}.", index + 1),
                label => label.to_owned(),
            };
            for group in 0..groups {
                self.rows[group * each + index].label.clone_from(&name);
            }
        }
    }

    fn equalities(&mut self, statements: &[Statement]) -> Result<(), Error> {
        for statement in statements {
            if let Statement::Equality { left, right, place } = statement {
                for name in [left, right] {
                    if !self.rows.iter().any(|row| row.label == *name) {
                        return Err(place.error(format!("no parameter has the label {name}")));
                    }
                }
                for row in &mut self.rows {
                    if row.label == *right {
                        row.label.clone_from(left);
                    }
                }
            }
        }
        Ok(())
    }

    /// Numbers the free values; equal labels get one number. A label of which one bearer is fixed fixes all.
    fn number(&mut self) {
        let fixed: BTreeMap<String, f64> = self
            .rows
            .iter()
            .filter_map(|row| match row.role {
                Role::Fixed(value) if !row.label.is_empty() => Some((row.label.clone(), value)),
                _ => None,
            })
            .collect();
        let mut by_label: BTreeMap<String, usize> = BTreeMap::new();
        let mut next = 0;
        for row in &mut self.rows {
            if !matches!(row.role, Role::Free(_)) {
                continue;
            }
            if let Some(value) = fixed.get(&row.label) {
                row.role = Role::Fixed(*value);
                continue;
            }
            let mut fresh = || {
                next += 1;
                next - 1
            };
            let number = match row.label.as_str() {
                "" => fresh(),
                label => *by_label.entry(label.to_owned()).or_insert_with(fresh),
            };
            row.role = Role::Free(number);
        }
        self.free = next;
    }

    fn define(&mut self, statements: &[Statement]) -> Result<(), Error> {
        for statement in statements {
            if let Statement::Definition { name, text, expression } = statement {
                for label in expression.labels() {
                    if !self.rows.iter().any(|row| row.label == label) {
                        let reason =
                            format!("{name} := {text} names {label}, which no parameter is labelled");
                        return Err(Place::default().error(reason));
                    }
                }
                self.rows.push(Parameter {
                    left: name.clone(),
                    operator: Operator::Defined,
                    right: text.clone(),
                    group: 0,
                    label: name.clone(),
                    role: Role::Defined(expression.clone()),
                    start: None,
                });
            }
        }
        Ok(())
    }

    /// The name of a parameter as people write it.
    pub(super) fn name(&self, row: usize) -> String {
        let parameter = &self.rows[row];
        match parameter.operator {
            Operator::Intercept => format!("{} ~ 1", parameter.left),
            operator => format!("{} {} {}", parameter.left, operator.symbol(), parameter.right),
        }
    }
}

/// Says whether the text gives an observed cause a variance, covariance or mean of its own.
fn is_said_random(statements: &[Statement], name: &str) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::Relation { left, operator: Operator::CovariesWith, terms, .. } => {
            left.iter().any(|other| other == name) || terms.iter().any(|term| term.name == name)
        }
        Statement::Relation { left, operator: Operator::RegressedOn, terms, .. } => {
            left.iter().any(|other| other == name) && terms.iter().any(|term| term.name == "1")
        }
        _ => false,
    })
}

fn check(statements: &[Statement], variables: &Variables) -> Result<(), Error> {
    for statement in statements {
        let Statement::Relation { left, operator, terms, place } = statement else { continue };
        match operator {
            Operator::Threshold | Operator::Scale => {
                return Err(place.error("thresholds and scales follow from the data and cannot be given"));
            }
            Operator::MeasuredBy => {
                for term in terms {
                    if left.contains(&term.name) {
                        return Err(place.error(format!("{} is an indicator of itself", term.name)));
                    }
                }
            }
            Operator::RegressedOn => {
                if let Some(term) = terms.iter().find(|term| left.contains(&term.name)) {
                    return Err(place.error(format!("{} is regressed on itself", term.name)));
                }
            }
            _ => {}
        }
    }
    match variables.observed.is_empty() {
        true => Err(Place::default().error("the model has no observed variable")),
        false => Ok(()),
    }
}

/// The parameters that the text says, in its order.
fn said(draft: &mut Draft<'_>, statements: &[Statement], variables: &Variables) -> Result<(), Error> {
    for wanted in [Operator::MeasuredBy, Operator::RegressedOn, Operator::CovariesWith] {
        for statement in statements {
            let Statement::Relation { left, operator, terms, place } = statement else { continue };
            if *operator != wanted {
                continue;
            }
            for (left, term) in left.iter().flat_map(|left| terms.iter().map(move |term| (left, term))) {
                match (wanted, term.name.as_str()) {
                    (Operator::RegressedOn, "1" | "0") => {}
                    (_, name) => draft.say((left, wanted, name), term, *place)?,
                }
            }
        }
    }
    for factor in &variables.latent {
        let standardized = draft.rules.standardized_factors;
        let mut indicators =
            draft.rows.iter_mut().filter(|row| row.operator == Operator::MeasuredBy && row.left == *factor);
        if let Some(first) = indicators.next()
            && !standardized
            && first.role == Role::Free(0)
            && first.start.is_none()
        {
            first.role = Role::Fixed(1.0);
        }
    }
    // Said intercepts keep their modifiers; the rest of them is added with the others.
    for statement in statements {
        let Statement::Relation { left, operator: Operator::RegressedOn, terms, place } = statement else {
            continue;
        };
        for (left, term) in left.iter().flat_map(|left| terms.iter().map(move |term| (left, term))) {
            if term.name == "1" || term.name == "0" {
                draft.say((left, Operator::Intercept, ""), term, *place)?;
                if term.name == "0"
                    && let Some(row) = draft.find(left, Operator::Intercept, "")
                {
                    row.role = Role::Fixed(0.0);
                }
            }
        }
    }
    Ok(())
}

/// The parameters that follow from the rules.
fn implied(draft: &mut Draft<'_>, variables: &Variables, exogenous: &BTreeSet<String>) {
    use Operator::{CovariesWith, Intercept, MeasuredBy};
    let said_intercepts: Vec<Parameter> =
        draft.rows.iter().filter(|row| row.operator == Intercept).cloned().collect();
    draft.rows.retain(|row| row.operator != Intercept);
    for name in variables.observed.iter().filter(|name| !exogenous.contains(*name)) {
        let single = draft
            .rows
            .iter()
            .find(|row| row.operator == MeasuredBy && row.right == *name)
            .map(|row| row.left.clone())
            .filter(|factor| {
                draft.rows.iter().filter(|row| row.operator == MeasuredBy && row.left == *factor).count() == 1
            });
        let fixed = single.is_some() || draft.rules.ordered;
        draft.add(name, CovariesWith, name, if fixed { Role::Fixed(0.0) } else { Role::Free(0) });
    }
    for factor in &variables.latent {
        let role = if draft.rules.standardized_factors { Role::Fixed(1.0) } else { Role::Free(0) };
        draft.add(factor, CovariesWith, factor, role);
    }
    let covary = |draft: &mut Draft<'_>, names: &[&String]| {
        for (index, one) in names.iter().enumerate() {
            for other in &names[index + 1..] {
                let role = if draft.rules.orthogonal { Role::Fixed(0.0) } else { Role::Free(0) };
                draft.add(one, CovariesWith, other, role);
            }
        }
    };
    let is_endogenous =
        |name: &String| variables.outcomes.contains(name) || variables.indicators.contains(name);
    let causes: Vec<&String> = variables.latent.iter().filter(|name| !is_endogenous(name)).collect();
    covary(draft, &causes);
    let outcomes: Vec<&String> = variables
        .observed
        .iter()
        .chain(&variables.latent)
        .filter(|name| {
            variables.outcomes.contains(name)
                && !variables.causes.contains(name)
                && !variables.indicators.contains(*name)
                && !measures(draft, name, &variables.causes)
        })
        .collect();
    covary(draft, &outcomes);
    let random: Vec<&String> = variables
        .observed
        .iter()
        .filter(|name| variables.causes.contains(name) && !is_endogenous(name) && !exogenous.contains(*name))
        .collect();
    covary(draft, &random);
    let taken: Vec<&String> = variables.observed.iter().filter(|name| exogenous.contains(*name)).collect();
    for (index, one) in taken.iter().enumerate() {
        for other in &taken[index..] {
            draft.add(one, CovariesWith, other, Role::Exogenous);
        }
    }
    if draft.rules.means {
        draft.rows.extend(said_intercepts);
        for name in &variables.observed {
            let role = if exogenous.contains(name) { Role::Exogenous } else { Role::Free(0) };
            draft.add(name, Intercept, "", role);
        }
        let free = draft.group > 0 && draft.rules.equal.contains(&Equal::Intercepts);
        for name in &variables.latent {
            let role = if free { Role::Free(0) } else { Role::Fixed(0.0) };
            draft.add(name, Intercept, "", role);
        }
        order_intercepts(draft, variables);
    }
}

/// Says whether a factor is measured by something that causes others; such an outcome is no last one.
fn measures(draft: &Draft<'_>, factor: &str, causes: &[String]) -> bool {
    draft
        .rows
        .iter()
        .any(|row| row.operator == Operator::MeasuredBy && row.left == factor && causes.contains(&row.right))
}

/// Intercepts in the order of the variables.
fn order_intercepts(draft: &mut Draft<'_>, variables: &Variables) {
    let place = |name: &String| {
        variables
            .observed
            .iter()
            .chain(&variables.latent)
            .position(|other| other == name)
            .unwrap_or(usize::MAX)
    };
    let (mut intercepts, others): (Vec<Parameter>, Vec<Parameter>) =
        draft.rows.drain(..).partition(|row| row.operator == Operator::Intercept);
    intercepts.sort_by_key(|row| place(&row.left));
    draft.rows = others;
    draft.rows.extend(intercepts);
}

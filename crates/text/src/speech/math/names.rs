//! The commands and signs of formulas: what each does, and the name of its term in the data of languages.

/// What a command does to what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A letter or a thing with a name: "alpha", "infinity".
    Thing,
    /// A sign between two terms: they are more than one.
    Sign,
    /// A function before what it is taken of: "sine x".
    Function,
    /// A function that is a property of a thing, and said with "of": "the degree of x".
    Property,
    /// A sum, an integral: with bounds, of what follows.
    Sum,
    /// A limit: with what goes where, of what follows.
    Limit,
    /// A mark over a thing, said behind it: "x hat".
    Behind,
    /// A mark that is said before its thing: "vector v".
    Before,
    /// A shape of letters: silent.
    Font,
    /// Space and the like: silent.
    Silent,
}

use Role::{Before, Behind, Font, Function, Limit, Property, Sign, Silent, Sum, Thing};

impl Role {
    /// Whether it is said before what it is taken of.
    pub(super) fn is_function(self) -> bool {
        matches!(self, Function | Property)
    }

    /// Whether it has bounds below and above.
    pub(super) fn is_sum(self) -> bool {
        matches!(self, Sum | Limit)
    }
}

/// What a command does, and the name of its term.
pub(super) fn find(command: &str) -> Option<(Role, &'static str)> {
    let at = COMMANDS.binary_search_by(|(name, ..)| (*name).cmp(command)).ok()?;
    let (_, role, term) = COMMANDS[at];
    Some((role, term))
}

/// The command for a character that means the same.
pub(super) fn command(c: char) -> Option<&'static str> {
    CHARACTERS.iter().find(|(sign, _)| *sign == c).map(|(_, name)| *name)
}

/// Sorted by the command.
#[rustfmt::skip]
pub(super) const COMMANDS: &[(&str, Role, &str)] = &[
    ("!", Silent, ""), ("\"", Silent, ""), ("#", Thing, "number"), ("$", Thing, "dollars"), ("%", Thing, "percent"),
    ("&", Thing, "ampersand"), ("(", Silent, ""), (")", Silent, ""), (",", Silent, ""), (":", Silent, ""),
    (";", Silent, ""), (">", Silent, ""), ("Alpha", Thing, "Alpha"), ("Beta", Thing, "Beta"), ("Big", Silent, ""),
    ("Bigg", Silent, ""), ("Biggl", Silent, ""), ("Biggr", Silent, ""), ("Bigl", Silent, ""), ("Bigr", Silent, ""),
    ("Delta", Thing, "delta"), ("Gamma", Thing, "Gamma"), ("Im", Property, "Im"), ("Lambda", Thing, "Lambda"),
    ("Leftarrow", Sign, "implied_by"), ("Leftrightarrow", Sign, "iff"), ("Longleftrightarrow", Sign, "iff"),
    ("Longrightarrow", Sign, "implies"), ("Omega", Thing, "Omega"), ("Phi", Thing, "Phi"), ("Pi", Thing, "Pi"),
    ("Pr", Function, "Pr"), ("Psi", Thing, "Psi"), ("Re", Property, "Re"), ("Rightarrow", Sign, "implies"),
    ("Sigma", Thing, "Sigma"), ("Theta", Thing, "Theta"), ("Upsilon", Thing, "Upsilon"), ("Vert", Silent, ""),
    ("Xi", Thing, "Xi"), ("[", Silent, ""), ("]", Silent, ""), ("acute", Behind, "acute"),
    ("aleph", Thing, "aleph"), ("alpha", Thing, "alpha"), ("angle", Thing, "angle"), ("approx", Sign, "approx"),
    ("approxeq", Sign, "approx"), ("arccos", Function, "arccos"), ("arcsin", Function, "arcsin"),
    ("arctan", Function, "arctan"), ("arg", Property, "arg"), ("argmax", Sum, "argmax"), ("argmin", Sum, "argmin"),
    ("ast", Sign, "star"), ("asymp", Sign, "asymp"), ("backslash", Sign, "setminus"), ("bar", Behind, "bar"),
    ("because", Thing, "because"), ("beta", Thing, "beta"), ("beth", Thing, "beth"), ("big", Silent, ""),
    ("bigcap", Sum, "bigcap"), ("bigcup", Sum, "bigcup"), ("bigg", Silent, ""), ("biggl", Silent, ""),
    ("biggr", Silent, ""), ("bigl", Silent, ""), ("bigoplus", Sum, "bigoplus"), ("bigotimes", Sum, "bigotimes"),
    ("bigr", Silent, ""), ("bigvee", Sum, "bigvee"), ("bigwedge", Sum, "bigwedge"), ("bm", Font, ""),
    ("bmod", Sign, "mod"), ("boldsymbol", Font, ""), ("bot", Thing, "bot"), ("boxed", Font, ""),
    ("breve", Behind, "breve"), ("bullet", Sign, "bullet"), ("cap", Sign, "cap"), ("cdot", Sign, "times"),
    ("cdots", Thing, "dots"), ("check", Behind, "check"), ("chi", Thing, "chi"), ("circ", Sign, "circ"),
    ("colon", Sign, ":"), ("cong", Sign, "cong"), ("coprod", Sum, "coprod"), ("cos", Function, "cos"),
    ("cosh", Function, "cosh"), ("cot", Function, "cot"), ("coth", Function, "coth"), ("csc", Function, "csc"),
    ("cup", Sign, "cup"), ("dag", Thing, "dagger"), ("dagger", Thing, "dagger"), ("ddot", Behind, "ddot"),
    ("ddots", Thing, "dots"), ("deg", Property, "deg"), ("degree", Thing, "degree"), ("delta", Thing, "delta"),
    ("det", Property, "det"), ("dim", Property, "dim"), ("displaystyle", Silent, ""), ("div", Sign, "div"),
    ("dot", Behind, "dot"), ("doteq", Sign, "doteq"), ("dots", Thing, "dots"), ("dotsb", Thing, "dots"),
    ("dotsc", Thing, "dots"), ("downarrow", Sign, "downarrow"), ("ell", Thing, "ell"),
    ("emptyset", Thing, "emptyset"), ("epsilon", Thing, "epsilon"), ("equiv", Sign, "equiv"), ("eta", Thing, "eta"),
    ("exists", Thing, "exists"), ("exp", Function, "exp"), ("forall", Thing, "forall"), ("gamma", Thing, "gamma"),
    ("gcd", Property, "gcd"), ("ge", Sign, "ge"), ("geq", Sign, "ge"), ("geqslant", Sign, "ge"),
    ("gets", Sign, "gets"), ("gg", Sign, "gg"), ("grave", Behind, "grave"), ("gt", Sign, "gt"),
    ("hat", Behind, "hat"), ("hbar", Thing, "hbar"), ("hline", Silent, ""), ("hom", Function, "hom"),
    ("hookrightarrow", Sign, "hookrightarrow"), ("iff", Sign, "iff"), ("iiint", Sum, "iiint"),
    ("iint", Sum, "iint"), ("imath", Thing, "imath"), ("implies", Sign, "implies"), ("in", Sign, "in"),
    ("inf", Sum, "inf"), ("infty", Thing, "infty"), ("int", Sum, "int"), ("iota", Thing, "iota"),
    ("jmath", Thing, "jmath"), ("kappa", Thing, "kappa"), ("ker", Property, "ker"), ("lambda", Thing, "lambda"),
    ("land", Sign, "land"), ("lbrack", Silent, ""), ("lcm", Property, "lcm"), ("ldots", Thing, "dots"),
    ("le", Sign, "le"), ("leftarrow", Sign, "gets"), ("leftrightarrow", Sign, "leftrightarrow"),
    ("leq", Sign, "le"), ("leqslant", Sign, "le"), ("lim", Limit, "lim"), ("liminf", Limit, "liminf"),
    ("limits", Silent, ""), ("limsup", Limit, "limsup"), ("ll", Sign, "ll"), ("ln", Property, "ln"),
    ("lnot", Thing, "not"), ("log", Function, "log"), ("longmapsto", Sign, "mapsto"),
    ("longrightarrow", Sign, "to"), ("lor", Sign, "lor"), ("lt", Sign, "lt"), ("mapsto", Sign, "mapsto"),
    ("mathbb", Font, ""), ("mathbf", Font, ""), ("mathcal", Font, ""), ("mathfrak", Font, ""), ("mathit", Font, ""),
    ("mathnormal", Font, ""), ("mathscr", Font, ""), ("max", Sum, "max"), ("measuredangle", Thing, "angle"),
    ("middle", Silent, ""), ("min", Sum, "min"), ("mod", Sign, "mod"), ("models", Sign, "models"),
    ("mp", Sign, "mp"), ("mu", Thing, "mu"), ("nabla", Thing, "nabla"), ("ne", Sign, "ne"), ("neg", Thing, "not"),
    ("neq", Sign, "ne"), ("nexists", Thing, "nexists"), ("ni", Sign, "ni"), ("nmid", Sign, "nmid"),
    ("nolimits", Silent, ""), ("nonumber", Silent, ""), ("not", Thing, "not"), ("notag", Silent, ""),
    ("notin", Sign, "notin"), ("nu", Thing, "nu"), ("odot", Sign, "odot"), ("oint", Sum, "oint"),
    ("omega", Thing, "omega"), ("ominus", Sign, "ominus"), ("oplus", Sign, "oplus"), ("otimes", Sign, "otimes"),
    ("overbrace", Font, ""), ("overline", Behind, "bar"), ("overrightarrow", Before, "vec"),
    ("parallel", Sign, "parallel"), ("partial", Thing, "partial"), ("perp", Sign, "perp"), ("phantom", Silent, ""),
    ("phi", Thing, "phi"), ("pi", Thing, "pi"), ("pm", Sign, "pm"), ("prec", Sign, "prec"),
    ("prime", Thing, "prime"), ("prod", Sum, "prod"), ("propto", Sign, "propto"), ("psi", Thing, "psi"),
    ("qquad", Silent, ","), ("quad", Silent, ","), ("rbrack", Silent, ""), ("rho", Thing, "rho"),
    ("rightarrow", Sign, "to"), ("rightleftharpoons", Sign, "rightleftharpoons"), ("scriptstyle", Silent, ""),
    ("sec", Function, "sec"), ("setminus", Sign, "setminus"), ("sigma", Thing, "sigma"), ("sim", Sign, "sim"),
    ("simeq", Sign, "approx"), ("sin", Function, "sin"), ("sinh", Function, "sinh"), ("square", Thing, "square"),
    ("star", Sign, "star"), ("subset", Sign, "subset"), ("subseteq", Sign, "subset"),
    ("subsetneq", Sign, "subsetneq"), ("succ", Sign, "succ"), ("sum", Sum, "sum"), ("sup", Sum, "sup"),
    ("supset", Sign, "supset"), ("supseteq", Sign, "supset"), ("tan", Function, "tan"), ("tanh", Function, "tanh"),
    ("tau", Thing, "tau"), ("textstyle", Silent, ""), ("therefore", Sign, "therefore"), ("theta", Thing, "theta"),
    ("tilde", Behind, "tilde"), ("times", Sign, "times"), ("to", Sign, "to"), ("top", Thing, "top"),
    ("tr", Property, "tr"), ("triangle", Thing, "triangle"), ("triangleq", Sign, "triangleq"),
    ("underbrace", Font, ""), ("underline", Font, ""), ("uparrow", Sign, "uparrow"), ("upsilon", Thing, "upsilon"),
    ("varepsilon", Thing, "epsilon"), ("varnothing", Thing, "emptyset"), ("varphi", Thing, "phi"),
    ("varpi", Thing, "pi"), ("varrho", Thing, "rho"), ("varsigma", Thing, "sigma"), ("vartheta", Thing, "theta"),
    ("vdash", Sign, "vdash"), ("vdots", Thing, "dots"), ("vec", Before, "vec"), ("vee", Sign, "lor"),
    ("wedge", Sign, "wedge"), ("widehat", Behind, "hat"), ("widetilde", Behind, "tilde"), ("wp", Thing, "wp"),
    ("xi", Thing, "xi"), ("zeta", Thing, "zeta"), ("{", Silent, ""), ("|", Silent, ""), ("}", Silent, ""),
];

/// Characters that are commands of one sign.
#[rustfmt::skip]
const CHARACTERS: &[(char, &str)] = &[
    ('α', "alpha"), ('β', "beta"), ('γ', "gamma"), ('δ', "delta"), ('ε', "epsilon"), ('ζ', "zeta"), ('η', "eta"),
    ('θ', "theta"), ('ι', "iota"), ('κ', "kappa"), ('λ', "lambda"), ('μ', "mu"), ('µ', "mu"), ('ν', "nu"), ('ξ', "xi"),
    ('π', "pi"), ('ρ', "rho"), ('σ', "sigma"), ('ς', "sigma"), ('τ', "tau"), ('υ', "upsilon"), ('φ', "phi"), ('ϕ', "phi"),
    ('χ', "chi"), ('ψ', "psi"), ('ω', "omega"), ('Γ', "Gamma"), ('Δ', "Delta"), ('∆', "Delta"), ('Θ', "Theta"),
    ('Λ', "Lambda"), ('Ξ', "Xi"), ('Π', "Pi"), ('Σ', "Sigma"), ('Φ', "Phi"), ('Ψ', "Psi"), ('Ω', "Omega"),
    ('∑', "sum"), ('∏', "prod"), ('∫', "int"), ('∬', "iint"), ('∮', "oint"), ('∂', "partial"), ('∇', "nabla"),
    ('∞', "infty"), ('≤', "le"), ('≥', "ge"), ('≠', "ne"), ('≈', "approx"), ('≡', "equiv"), ('∼', "sim"), ('∝', "propto"),
    ('±', "pm"), ('∓', "mp"), ('×', "times"), ('÷', "div"), ('·', "cdot"), ('⋅', "cdot"), ('∈', "in"), ('∉', "notin"),
    ('⊂', "subset"), ('⊆', "subseteq"), ('⊃', "supset"), ('∪', "cup"), ('∩', "cap"), ('∅', "emptyset"), ('∀', "forall"),
    ('∃', "exists"), ('→', "to"), ('↦', "mapsto"), ('⇒', "implies"), ('⇔', "iff"), ('↔', "leftrightarrow"),
    ('∧', "land"), ('∨', "lor"), ('¬', "neg"), ('⊕', "oplus"), ('⊗', "otimes"), ('∘', "circ"), ('°', "degree"),
    ('…', "dots"), ('⋯', "dots"), ('ℏ', "hbar"), ('ℓ', "ell"), ('′', "prime"), ('†', "dagger"), ('⟂', "perp"), ('⊥', "perp"),
    ('∥', "parallel"), ('∖', "setminus"), ('∴', "therefore"), ('≪', "ll"), ('≫', "gg"), ('∠', "angle"),
    ('≅', "cong"), ('≃', "simeq"), ('⊊', "subsetneq"), ('⊇', "supseteq"), ('∋', "ni"), ('∄', "nexists"), ('←', "gets"),
    ('⟶', "to"), ('⟹', "implies"), ('⟺', "iff"), ('⟼', "mapsto"), ('∭', "iiint"), ('⇌', "rightleftharpoons"),
    ('⊖', "ominus"), ('⊙', "odot"), ('⋃', "bigcup"), ('⋂', "bigcap"), ('∵', "because"), ('∤', "nmid"), ('ϵ', "epsilon"),
    ('ϑ', "theta"), ('△', "triangle"), ('⩽', "le"), ('⩾', "ge"),
];

/// The letter of a double-struck one that names a set of numbers.
pub(super) fn struck(c: char) -> Option<char> {
    const STRUCK: [(char, char); 5] = [('ℂ', 'C'), ('ℕ', 'N'), ('ℚ', 'Q'), ('ℝ', 'R'), ('ℤ', 'Z')];
    STRUCK.iter().find(|(sign, _)| *sign == c).map(|(_, letter)| *letter)
}

/// The digits and signs above or below the line that have characters of their own, with whether they are above.
pub(super) fn raised(c: char) -> Option<(char, bool)> {
    const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ";
    const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢ";
    const PLAIN: &str = "0123456789+-ni";
    let find = |row: &str| row.chars().position(|sign| sign == c).and_then(|at| PLAIN.chars().nth(at));
    find(ABOVE).map(|plain| (plain, true)).or_else(|| find(BELOW).map(|plain| (plain, false)))
}

/// Signs that are characters of their own, with whether they stand between terms.
pub(super) fn sign(c: char) -> Option<(Role, &'static str)> {
    Some(match c {
        '+' => (Sign, "plus"),
        '-' | '−' | '–' => (Sign, "minus"),
        '=' => (Sign, "equals"),
        '<' => (Sign, "lt"),
        '>' => (Sign, "gt"),
        '/' => (Sign, "over"),
        '*' | '∗' => (Sign, "times"),
        ':' => (Sign, ":"),
        ',' => (Sign, ","),
        ';' => (Sign, ";"),
        '!' => (Thing, "factorial"),
        '?' => (Thing, "?"),
        '.' => (Thing, "."),
        '%' => (Thing, "percent"),
        '@' => (Thing, "at"),
        '#' => (Thing, "number"),
        '€' => (Thing, "euros"),
        '£' => (Thing, "pounds"),
        _ => return None,
    })
}

//! How commands and signs of formulas are said.

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

/// How a command is said, and what it does.
pub(super) fn find(command: &str) -> Option<(Role, &'static str)> {
    let at = COMMANDS.binary_search_by(|(name, ..)| (*name).cmp(command)).ok()?;
    let (_, role, said) = COMMANDS[at];
    Some((role, said))
}

/// The command for a character that means the same.
pub(super) fn command(c: char) -> Option<&'static str> {
    CHARACTERS.iter().find(|(sign, _)| *sign == c).map(|(_, name)| *name)
}

/// Sorted by the command.
#[rustfmt::skip]
pub(super) const COMMANDS: &[(&str, Role, &str)] = &[
    ("!", Silent, ""), ("\"", Silent, ""), ("#", Thing, "number"), ("$", Thing, "dollars"), ("%", Thing, "percent"),
    ("&", Thing, "and"), ("(", Silent, ""), (")", Silent, ""), (",", Silent, ""), (":", Silent, ""), (";", Silent, ""),
    (">", Silent, ""), ("Alpha", Thing, "capital alpha"), ("Beta", Thing, "capital beta"), ("Big", Silent, ""),
    ("Bigg", Silent, ""), ("Biggl", Silent, ""), ("Biggr", Silent, ""), ("Bigl", Silent, ""), ("Bigr", Silent, ""),
    ("Delta", Thing, "delta"), ("Gamma", Thing, "capital gamma"), ("Im", Property, "the imaginary part"),
    ("Lambda", Thing, "capital lambda"), ("Leftarrow", Sign, "is implied by"),
    ("Leftrightarrow", Sign, "if and only if"), ("Longleftrightarrow", Sign, "if and only if"),
    ("Longrightarrow", Sign, "implies"), ("Omega", Thing, "capital omega"), ("Phi", Thing, "capital phi"),
    ("Pi", Thing, "capital pi"), ("Pr", Function, "the probability"), ("Psi", Thing, "capital psi"),
    ("Re", Property, "the real part"), ("Rightarrow", Sign, "implies"), ("Sigma", Thing, "capital sigma"),
    ("Theta", Thing, "capital theta"), ("Upsilon", Thing, "capital upsilon"), ("Vert", Silent, ""),
    ("Xi", Thing, "capital xi"), ("[", Silent, ""), ("]", Silent, ""), ("acute", Behind, "acute"),
    ("aleph", Thing, "aleph"), ("alpha", Thing, "alpha"), ("angle", Thing, "angle"), ("approx", Sign, "is approximately"),
    ("approxeq", Sign, "is approximately"), ("arccos", Function, "arc cosine"), ("arcsin", Function, "arc sine"),
    ("arctan", Function, "arc tangent"), ("arg", Property, "the argument"), ("argmax", Sum, "the argument of the maximum"),
    ("argmin", Sum, "the argument of the minimum"), ("ast", Sign, "star"), ("asymp", Sign, "is asymptotic to"),
    ("backslash", Sign, "without"), ("bar", Behind, "bar"), ("because", Thing, "because"), ("beta", Thing, "beta"),
    ("beth", Thing, "beth"), ("big", Silent, ""), ("bigcap", Sum, "the intersection"), ("bigcup", Sum, "the union"),
    ("bigg", Silent, ""), ("biggl", Silent, ""), ("biggr", Silent, ""), ("bigl", Silent, ""),
    ("bigoplus", Sum, "the direct sum"), ("bigotimes", Sum, "the tensor product"), ("bigr", Silent, ""),
    ("bigvee", Sum, "the disjunction"), ("bigwedge", Sum, "the conjunction"), ("bm", Font, ""), ("bmod", Sign, "mod"),
    ("boldsymbol", Font, ""), ("bot", Thing, "bottom"), ("boxed", Font, ""), ("breve", Behind, "breve"),
    ("bullet", Sign, "dot"), ("cap", Sign, "intersection"), ("cdot", Sign, "times"), ("cdots", Thing, "dot dot dot"),
    ("check", Behind, "check"), ("chi", Thing, "chi"), ("circ", Sign, "composed with"), ("colon", Sign, ":"),
    ("cong", Sign, "is congruent to"), ("coprod", Sum, "the coproduct"), ("cos", Function, "cosine"),
    ("cosh", Function, "hyperbolic cosine"), ("cot", Function, "cotangent"), ("coth", Function, "hyperbolic cotangent"),
    ("csc", Function, "cosecant"), ("cup", Sign, "union"), ("dag", Thing, "dagger"), ("dagger", Thing, "dagger"),
    ("ddot", Behind, "double dot"), ("ddots", Thing, "dot dot dot"), ("deg", Property, "the degree"),
    ("degree", Thing, "degrees"), ("delta", Thing, "delta"), ("det", Property, "the determinant"),
    ("dim", Property, "the dimension"), ("displaystyle", Silent, ""), ("div", Sign, "divided by"),
    ("dot", Behind, "dot"), ("doteq", Sign, "approaches the limit"), ("dots", Thing, "dot dot dot"),
    ("dotsb", Thing, "dot dot dot"), ("dotsc", Thing, "dot dot dot"), ("downarrow", Sign, "down"), ("ell", Thing, "l"),
    ("emptyset", Thing, "the empty set"), ("epsilon", Thing, "epsilon"), ("equiv", Sign, "is equivalent to"),
    ("eta", Thing, "eta"), ("exists", Thing, "there exists"), ("exp", Function, "exp"), ("forall", Thing, "for all"),
    ("gamma", Thing, "gamma"), ("gcd", Property, "the greatest common divisor"), ("ge", Sign, "is greater than or equal to"),
    ("geq", Sign, "is greater than or equal to"), ("geqslant", Sign, "is greater than or equal to"),
    ("gets", Sign, "gets"), ("gg", Sign, "is much greater than"), ("grave", Behind, "grave"), ("gt", Sign, "is greater than"),
    ("hat", Behind, "hat"), ("hbar", Thing, "h bar"), ("hline", Silent, ""), ("hom", Function, "hom"),
    ("hookrightarrow", Sign, "is embedded in"), ("iff", Sign, "if and only if"), ("iiint", Sum, "the triple integral"),
    ("iint", Sum, "the double integral"), ("imath", Thing, "i"), ("implies", Sign, "implies"), ("in", Sign, "in"),
    ("inf", Sum, "the infimum"), ("infty", Thing, "infinity"), ("int", Sum, "the integral"), ("iota", Thing, "iota"),
    ("jmath", Thing, "j"), ("kappa", Thing, "kappa"), ("ker", Property, "the kernel"), ("lambda", Thing, "lambda"),
    ("land", Sign, "and"), ("lbrack", Silent, ""), ("lcm", Property, "the least common multiple"),
    ("ldots", Thing, "dot dot dot"), ("le", Sign, "is less than or equal to"), ("leftarrow", Sign, "gets"),
    ("leftrightarrow", Sign, "corresponds to"), ("leq", Sign, "is less than or equal to"),
    ("leqslant", Sign, "is less than or equal to"), ("lim", Limit, "the limit"), ("liminf", Limit, "the limit inferior"),
    ("limits", Silent, ""), ("limsup", Limit, "the limit superior"), ("ll", Sign, "is much less than"),
    ("ln", Property, "the natural log"), ("lnot", Thing, "not"), ("log", Function, "log"), ("longmapsto", Sign, "maps to"),
    ("longrightarrow", Sign, "to"), ("lor", Sign, "or"), ("lt", Sign, "is less than"), ("mapsto", Sign, "maps to"),
    ("mathbb", Font, ""), ("mathbf", Font, ""), ("mathcal", Font, ""), ("mathfrak", Font, ""), ("mathit", Font, ""),
    ("mathnormal", Font, ""), ("mathscr", Font, ""), ("max", Sum, "the maximum"), ("measuredangle", Thing, "angle"),
    ("middle", Silent, ""), ("min", Sum, "the minimum"), ("mod", Sign, "mod"), ("models", Sign, "models"),
    ("mp", Sign, "minus or plus"), ("mu", Thing, "mu"), ("nabla", Thing, "del"), ("ne", Sign, "is not equal to"),
    ("neg", Thing, "not"), ("neq", Sign, "is not equal to"), ("nexists", Thing, "there does not exist"),
    ("ni", Sign, "contains"), ("nmid", Sign, "does not divide"), ("nolimits", Silent, ""), ("nonumber", Silent, ""),
    ("not", Thing, "not"), ("notag", Silent, ""), ("notin", Sign, "not in"), ("nu", Thing, "nu"), ("odot", Sign, "circle dot"),
    ("oint", Sum, "the contour integral"), ("omega", Thing, "omega"), ("ominus", Sign, "circle minus"),
    ("oplus", Sign, "circle plus"), ("otimes", Sign, "tensor"), ("overbrace", Font, ""), ("overline", Behind, "bar"),
    ("overrightarrow", Before, "vector"), ("parallel", Sign, "is parallel to"), ("partial", Thing, "partial"),
    ("perp", Sign, "is perpendicular to"), ("phantom", Silent, ""), ("phi", Thing, "phi"), ("pi", Thing, "pi"),
    ("pm", Sign, "plus or minus"), ("prec", Sign, "precedes"), ("prime", Thing, "prime"), ("prod", Sum, "the product"),
    ("propto", Sign, "is proportional to"), ("psi", Thing, "psi"), ("qquad", Silent, ","), ("quad", Silent, ","),
    ("rbrack", Silent, ""), ("rho", Thing, "rho"), ("rightarrow", Sign, "to"),
    ("rightleftharpoons", Sign, "is in equilibrium with"), ("scriptstyle", Silent, ""), ("sec", Function, "secant"),
    ("setminus", Sign, "without"), ("sigma", Thing, "sigma"), ("sim", Sign, "is similar to"),
    ("simeq", Sign, "is approximately"), ("sin", Function, "sine"), ("sinh", Function, "hyperbolic sine"),
    ("square", Thing, "square"), ("star", Sign, "star"), ("subset", Sign, "is a subset of"),
    ("subseteq", Sign, "is a subset of"), ("subsetneq", Sign, "is a proper subset of"), ("succ", Sign, "succeeds"),
    ("sum", Sum, "the sum"), ("sup", Sum, "the supremum"), ("supset", Sign, "is a superset of"),
    ("supseteq", Sign, "is a superset of"), ("tan", Function, "tangent"), ("tanh", Function, "hyperbolic tangent"),
    ("tau", Thing, "tau"), ("textstyle", Silent, ""), ("therefore", Sign, "therefore"), ("theta", Thing, "theta"),
    ("tilde", Behind, "tilde"), ("times", Sign, "times"), ("to", Sign, "to"), ("top", Thing, "top"),
    ("tr", Property, "the trace"), ("triangle", Thing, "triangle"), ("triangleq", Sign, "is defined as"),
    ("underbrace", Font, ""), ("underline", Font, ""), ("uparrow", Sign, "up"), ("upsilon", Thing, "upsilon"),
    ("varepsilon", Thing, "epsilon"), ("varnothing", Thing, "the empty set"), ("varphi", Thing, "phi"),
    ("varpi", Thing, "pi"), ("varrho", Thing, "rho"), ("varsigma", Thing, "sigma"), ("vartheta", Thing, "theta"),
    ("vdash", Sign, "proves"), ("vdots", Thing, "dot dot dot"), ("vec", Before, "vector"), ("vee", Sign, "or"),
    ("wedge", Sign, "wedge"), ("widehat", Behind, "hat"), ("widetilde", Behind, "tilde"), ("wp", Thing, "p"),
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
];

/// The digits and signs above or below the line that have characters of their own, with whether they are above.
pub(super) fn raised(c: char) -> Option<(char, bool)> {
    const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ";
    const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢ";
    const PLAIN: &str = "0123456789+-ni";
    let find = |row: &str| row.chars().position(|sign| sign == c).and_then(|at| PLAIN.chars().nth(at));
    find(ABOVE).map(|plain| (plain, true)).or_else(|| find(BELOW).map(|plain| (plain, false)))
}

/// The sets of numbers, by their double-struck letters.
pub(super) fn numbers(letter: char) -> Option<&'static str> {
    Some(match letter {
        'C' => "the complex numbers",
        'N' => "the natural numbers",
        'Q' => "the rational numbers",
        'R' => "the real numbers",
        'Z' => "the integers",
        _ => return None,
    })
}

/// Signs that are characters of their own, with whether they stand between terms.
pub(super) fn sign(c: char) -> Option<(Role, &'static str)> {
    Some(match c {
        '+' => (Sign, "plus"),
        '-' | '−' | '–' => (Sign, "minus"),
        '=' => (Sign, "equals"),
        '<' => (Sign, "is less than"),
        '>' => (Sign, "is greater than"),
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

// How much each kind of document weighs. A record that the query names comes first anyway; of the others,
// measures say most.

const WEIGHTS = { measure: 1.2, theme: 0.9, actor: 0.9, term: 0.7, axis: 0.7, deadline: 0.7, page: 0.4, source: 0.25 };

export const weigh = ({ kind }) => WEIGHTS[kind] ?? 1;

// A page that moved: what the address asked and the place in the page go along.
const link = document.querySelector("[data-moved]");
const target = new URL(link.href);
target.search ||= location.search;
target.hash ||= location.hash;
location.replace(target);

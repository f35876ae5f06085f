async (bytes) => {
  const font = await new FontFace("probe", new Uint8Array(bytes)).load();
  document.fonts.add(font);
  const span = document.createElement("span");
  span.style.cssText = "font: 17px probe; white-space: nowrap; position: absolute";
  span.textContent = "Le préfet, le maire et l’autorité judiciaire : 2010-2012 « où » ?";
  document.body.append(span);
  const {width} = span.getBoundingClientRect();
  span.remove();
  document.fonts.delete(font);
  return Math.round(width * 100) / 100;
}

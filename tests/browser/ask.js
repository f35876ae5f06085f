([questions]) => {
  const engine = createEngine(searchIndex);
  const { answer, findHelp } = createAnswers(searchIndex, engine.nameRecords);
  return questions.map((question) => {
    const found = answer(question);
    const help = findHelp(question);
    return [found ? [found.sentence, found.url] : null, help ? help.services[0].number : null];
  });
}

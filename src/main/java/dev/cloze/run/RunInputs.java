package dev.cloze.run;

import com.google.common.collect.ImmutableMap;
import dev.cloze.task.SampledDemonstrations;
import dev.cloze.template.Template;
import dev.cloze.verbalizer.LabelWords;

/**
 * All that a run needs beside its model, read and found right.
 *
 * @param words the words of the labels, as they were given
 * @param hashes the SHA-256 of each file that it reads, by path
 */
record RunInputs(
    LabelWords words, Template template, RunData data, ImmutableMap<String, String> hashes) {
  /**
   * Reads words, template, data and the names of the model's files; writes nothing.
   *
   * @throws dev.cloze.base.ClozeException where something of it is wrong
   */
  static RunInputs read(RunFile file) {
    LabelWords words = file.verbalizer().read();
    file.training().requireClasses(words.labels());
    file.training().requireMetric(file.output().output());
    file.output().requireVerbalizer(file.verbalizer(), words.labels().size());
    Template template = file.readTemplate();
    file.startingParts(template, words).requireFit();
    RunData data = Run.data(file, words);
    requireShown(file, template, words, data);
    file.model().requireFolder();
    return new RunInputs(words, template, data, InputHashes.of(file, data));
  }

  /** What each seed draws must have what is to be shown. */
  private static void requireShown(
      RunFile file, Template template, LabelWords words, RunData data) {
    file.demonstrations()
        .ifPresent(
            options ->
                file.allSeeds()
                    .forEach(
                        seed ->
                            SampledDemonstrations.of(options, data.of(seed).train())
                                .requireFit(
                                    template,
                                    words,
                                    file.verbalizer().maker(),
                                    file.training().epochs() > 0)));
  }
}

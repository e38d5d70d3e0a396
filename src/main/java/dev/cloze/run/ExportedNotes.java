package dev.cloze.run;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.Version;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.train.Measured;
import dev.cloze.train.TrainingOptions.Metric;
import dev.cloze.verbalizer.LabelWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of an export, for programs and for people: how texts are put to the model, and how
 * well it did.
 *
 * @param withPrompt whether soft rows or label vectors belong to it
 */
record ExportedNotes(TrainedRun run, boolean withPrompt) {
  private static final int FORMAT = 1;

  void writeTo(Path folder) throws IOException {
    if (run.movedModel()) {
      ExportedFiles.write(folder.resolve("cloze.json"), ExportedFiles.node(facts()));
    }
    if (withPrompt) {
      ExportedFiles.write(folder.resolve("soft-prompt.json"), ExportedFiles.node(facts()));
    }
    Files.writeString(folder.resolve("README.md"), card());
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", FORMAT);
    facts.put("cloze", Version.ofThis());
    facts.put("template", run.begun().template());
    facts.put("label_words", labelWords());
    facts.put("verbalizer", Ascii.toLowerCase(run.file().verbalizer().kind().name()));
    facts.put("prefix", run.file().verbalizer().prefix());
    facts.put("handler", Ascii.toLowerCase(run.file().verbalizer().handler().name()));
    facts.put("post_log_softmax", run.file().verbalizer().postLogSoftmax());
    facts.put("max_length", run.file().tokens().maxLength());
    facts.put("seed", run.seed());
    run.result()
        .measured()
        .figures()
        .forEach((metric, value) -> facts.put(Ascii.toLowerCase(metric.name()), value));
    facts.put("model", modelName());
    facts.put("model_fingerprint", run.begun().modelFingerprint());
    return facts;
  }

  /** The words as they were used, also where they were looked for. */
  private Map<String, List<String>> labelWords() {
    Map<String, List<String>> byLabel = new LinkedHashMap<>();
    run.verbalizer()
        .words()
        .words()
        .entries()
        .forEach(
            label ->
                byLabel.put(
                    label.name(), label.words().stream().map(LabelWords.Word::text).toList()));
    return byLabel;
  }

  private String modelName() {
    return String.valueOf(run.file().model().folder().getFileName());
  }

  private String card() {
    Measured found = run.result().measured();
    StringBuilder card = new StringBuilder();
    if (run.movedModel()) {
      card.append("---\nlibrary_name: transformers\npipeline_tag: ")
          .append(hasHead() ? "feature-extraction" : "fill-mask")
          .append("\n---\n\n");
    }
    card.append("# A classifier of ")
        .append(String.join(", ", run.labels().names()))
        .append("\n\n")
        .append(what())
        .append("\n\n| | |\n|---|---|\n");
    row(card, "trained on", run.result().trained() + " examples");
    row(card, "scored on", found.total() + " examples");
    found
        .figures()
        .forEach((metric, value) -> row(card, metric.title(), OutputLines.shown(metric, value)));
    Metric main = found.figures().keySet().asList().get(0);
    baselines()
        .forEach(
            line ->
                row(
                    card,
                    line.name() + ", " + main.title(),
                    OutputLines.shown(main, RunResult.summary(line.measured(), main).mean())));
    row(card, "seed", run.choice());
    row(card, "begun", run.begun().started() + " by Cloze " + run.begun().cloze());
    card.append("\n## Template\n\n```\n").append(run.begun().template()).append("\n```\n");
    if (!hasHead()) {
      card.append("\n## Label words\n\n");
      labelWords()
          .forEach(
              (label, words) ->
                  card.append("- %s: %s%n".formatted(label, String.join(", ", words))));
    }
    return card.toString().replace("\r\n", "\n");
  }

  private boolean hasHead() {
    return run.file().verbalizer().kind() == VerbalizerKind.HEAD;
  }

  private String what() {
    if (hasHead()) {
      return "`%s`%s with a classification head, which stands in `%s`; it reads the first token of"
              .formatted(
                  modelName(), run.movedModel() ? ", trained" : " as it was", SoftPromptFile.NAME)
          + " the template below, of a causal model the last.";
    }
    return run.movedModel()
        ? "`%s`, trained to fill the mask of the template below with a word of the right label."
                .formatted(modelName())
            + (withPrompt
                ? " The template's soft tokens and label vectors stand in `%s`."
                    .formatted(SoftPromptFile.NAME)
                : "")
        : "Soft tokens and label vectors for `%s`, in `%s`. The model itself is as it was."
            .formatted(modelName(), SoftPromptFile.NAME);
  }

  private List<BaselineResult> baselines() {
    Path results = run.folder().file(RunFolder.RESULTS);
    return Files.exists(results)
        ? WholeFile.readJson(results, RunResult.class).baselines()
        : ImmutableList.of();
  }

  private static void row(StringBuilder card, String name, String value) {
    card.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}

package examples;

import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.FewShot;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Labels;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.template.TemplateFile;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.LabelWordsFile;
import java.nio.file.Path;
import java.util.List;

/** What a script for OpenPrompt does, from its own files: docs/from-openprompt.md shows both. */
public final class FromOpenPrompt {
  private FromOpenPrompt() {}

  /**
   * Draws a few examples, trains on them and scores the rest.
   *
   * @param model a folder with a language model in Hugging Face layout
   * @param templates a template file of OpenPrompt, of which the second template is taken
   * @param verbalizer a verbalizer file of OpenPrompt, with labels by name
   * @param train examples to draw eight of each label from
   * @param test examples to score
   */
  static Evaluation run(Path model, Path templates, Path verbalizer, Path train, Path test) {
    Seeds seeds = Seeds.of(13);
    Template template = TemplateFile.read(templates).choose(1);
    LabelWords words = LabelWordsFile.read(verbalizer);
    LabelSet labels = LabelSet.of(words.labels());
    List<Example> examples = ExampleReader.read(DataSource.of(train), Labels.of(labels));
    List<Example> drawn = FewShot.sample(examples, labels, 8, 0, seeds).train();
    TrainingOptions options =
        TrainingOptions.defaults().withEpochs(5).withBatchSize(4).withLearningRate(3e-5);
    PromptParts parts =
        PromptParts.of(model, template, words)
            .withTokens(PromptTokenizerOptions.defaults().withMaxLength(128));
    try (LoadedPrompt prompt = parts.load(LoadOptions.trained(NumberFormat.F32), seeds)) {
      new Training(prompt.classifier(), options, seeds).run(drawn, Progress.SILENT);
      return Evaluation.of(
          prompt.classifier(), ExampleReader.read(DataSource.of(test), Labels.of(labels)));
    }
  }

  /** Takes a model's folder, a template file, a verbalizer file, and files to train and score. */
  public static void main(String[] arguments) {
    List<Path> paths = List.of(arguments).stream().map(Path::of).toList();
    Evaluation evaluation =
        run(paths.get(0), paths.get(1), paths.get(2), paths.get(3), paths.get(4));
    System.out.printf("accuracy %.4f%n", evaluation.accuracy());
  }
}

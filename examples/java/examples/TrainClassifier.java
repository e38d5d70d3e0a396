package examples;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.Labels;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.List;

/** Trains a classifier on a file of labelled texts and asks it: what README.md shows. */
public final class TrainClassifier {
  private TrainClassifier() {}

  /**
   * The topics of texts.
   *
   * @param model a folder with a language model in Hugging Face layout
   * @param file a label, a tab and a text a line
   */
  static ImmutableList<String> run(
      Path model, Path file, TrainingOptions options, List<String> texts) {
    // README begins
    Seeds seeds = Seeds.of(13);
    Template template = Template.parse("A {\"mask\"} report : {\"placeholder\":\"text_a\"}");
    LabelWords words =
        LabelWords.of(
            ImmutableMap.of(
                "football", List.of("football", "trophy"), "weather", List.of("weather")));
    List<Example> examples = ExampleReader.read(DataSource.of(file), Labels.of(words.labels()));
    PromptParts parts = PromptParts.of(model, template, words);
    try (LoadedPrompt prompt = parts.load(LoadOptions.trained(NumberFormat.F32), seeds)) {
      new Training(prompt.classifier(), options, seeds).run(examples, Progress.SILENT);
      return prompt.classifier().classify(texts);
    }
    // README ends
  }

  /** Takes a model's folder, a file to train on, and texts. */
  public static void main(String[] arguments) {
    List<String> texts = List.of(arguments).subList(2, arguments.length);
    System.out.println(
        run(Path.of(arguments[0]), Path.of(arguments[1]), TrainingOptions.defaults(), texts));
  }
}

package examples;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import dev.cloze.base.Seeds;
import dev.cloze.data.Columns;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.Labels;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.PromptModel;
import dev.cloze.task.PromptClassifier;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptBatch;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.train.Evaluation;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * CommitmentBank (SuperGLUE's CB): does a premise entail a hypothesis? In the six steps of
 * OpenPrompt's tutorial, with a training loop of one's own. {@code examples/cb.yaml} says the same
 * as a run file.
 */
public final class Cb {
  private static final int BATCH_SIZE = 4;
  private static final int MAX_LENGTH = 256;

  private Cb() {}

  /**
   * What came out.
   *
   * @param losses the mean training loss of each epoch
   */
  record Result(List<Double> losses, Evaluation evaluation) {}

  /**
   * Trains on one file and scores another; each line is a JSON object with premise, hypothesis and
   * label.
   *
   * @param model a folder with a language model in Hugging Face layout
   */
  static Result run(
      Path model, Path train, Path test, int epochs, double learningRate, Seeds seeds) {
    // Step 1: the task, its labels and its examples
    LabelWords words =
        LabelWords.of(
            ImmutableMap.of(
                "entailment", List.of("yes"),
                "contradiction", List.of("no"),
                "neutral", List.of("maybe")));
    Labels labels = Labels.of(words.labels());
    List<Example> trainSet = ExampleReader.read(jsonl(train), labels);
    List<Example> testSet = ExampleReader.read(jsonl(test), labels);

    // Step 2: a pretrained language model and its tokenizer
    try (LanguageModel plm = Architectures.load(model, LoadOptions.trained(NumberFormat.F32));
        PretrainedTokenizer tokenizer = PretrainedTokenizer.load(model)) {
      // Step 3: the template, bound to the tokenizer
      Template template =
          Template.parse(
              """
              {"placeholder":"text_a"} Deduction: {"placeholder":"text_b"}. \
              Is it correct? {"mask"}.\
              """);
      int length = Math.min(MAX_LENGTH, plm.shape().positions());
      PromptTokenizer prompts =
          new PromptTokenizer(
              tokenizer,
              template,
              plm.shape().kind(),
              PromptTokenizerOptions.defaults().withMaxLength(length));

      // Step 4: the verbalizer, from the model's words to the labels
      ManualVerbalizer verbalizer = ManualVerbalizer.of(words, tokenizer);

      // Step 5: the three together
      PromptClassifier classifier = new PromptClassifier(new PromptModel(plm), prompts, verbalizer);

      // Step 6: train and score
      List<Double> losses = train(classifier, trainSet, epochs, learningRate, seeds);
      return new Result(losses, Evaluation.of(classifier, testSet));
    }
  }

  private static DataSource jsonl(Path file) {
    return DataSource.of(file)
        .withColumns(Columns.defaults().withTextA("premise").withTextB("hypothesis"));
  }

  private static List<Double> train(
      PromptClassifier classifier,
      List<Example> examples,
      int epochs,
      double learningRate,
      Seeds seeds) {
    List<Double> losses = new ArrayList<>();
    try (Optimizer optimizer =
        new Optimizer(classifier.trainable(), Optimizer.Settings.defaults())) {
      Machine.seed(seeds.derive("dropout"));
      for (int epoch = 0; epoch < epochs; epoch++) {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(seeds.derive("order", epoch)));
        double sum = 0;
        for (List<Example> batch : Lists.partition(shuffled, BATCH_SIZE)) {
          sum += batch.size() * step(classifier, optimizer, learningRate, batch);
        }
        losses.add(sum / examples.size());
      }
    }
    return losses;
  }

  /** One step; the scope frees what it computed. */
  private static double step(
      PromptClassifier classifier, Optimizer optimizer, double learningRate, List<Example> batch) {
    return Scope.get(
        () -> {
          Tensor loss = Gradients.recording(() -> loss(classifier, batch)); // []
          optimizer.step(Gradients.of(loss, classifier.trainable()), learningRate);
          return (double) loss.item();
        });
  }

  private static Tensor loss(PromptClassifier classifier, List<Example> batch) {
    long[] right = batch.stream().mapToLong(example -> example.label().orElseThrow()).toArray();
    PromptBatch prompts = classifier.tokenizer().batch(batch);
    Tensor scores = classifier.verbalizer().score(classifier.model().train(prompts)); // [B,3]
    return Losses.crossEntropy(scores, right);
  }

  /** Takes a model's folder, a file to train on and a file to score. */
  public static void main(String[] arguments) {
    Result result =
        run(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Path.of(arguments[2]),
            10,
            1e-4,
            Seeds.of(13));
    System.out.printf(
        "losses %s%naccuracy %.4f, macro F1 %.4f%n",
        result.losses(), result.evaluation().accuracy(), result.evaluation().macroF1());
  }
}

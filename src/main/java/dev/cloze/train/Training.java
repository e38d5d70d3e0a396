package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Trains all of a classifier: the language model, the soft rows, and what the verbalizer trains.
 * Dropout is reseeded at each step from (seed, step), so that a step depends on nothing but its
 * number and the numbers that it starts from.
 */
public final class Training {
  private final PromptClassifier classifier;
  private final TrainingOptions options;
  private final Seeds seeds;

  /** A training of {@code classifier}, whose model was loaded to be trained. */
  public Training(PromptClassifier classifier, TrainingOptions options, Seeds seeds) {
    this.classifier = classifier;
    this.options = options;
    this.seeds = seeds;
  }

  /**
   * Trains on labelled examples.
   *
   * @return the mean loss of each epoch
   */
  public ImmutableList<Double> run(List<Example> examples, Progress progress) {
    ImmutableList<EncodedPrompt> prompts = classifier.tokenizer().encodeAll(examples);
    ImmutableList<Tensor> parameters = parameters();
    ImmutableList.Builder<Double> losses = ImmutableList.builder();
    Optimizer.Settings settings =
        Optimizer.Settings.defaults().withWeightDecay(options.weightDecay());
    long steps = (long) options.epochs() * Lists.partition(prompts, options.batchSize()).size();
    try (Optimizer optimizer = new Optimizer(parameters, settings);
        Progress.Task task = progress.start("training", steps)) {
      long step = 0;
      for (int epoch = 0; epoch < options.epochs(); epoch++) {
        double sum = 0;
        List<List<Integer>> batches =
            Lists.partition(order(examples.size(), epoch), options.batchSize());
        for (List<Integer> batch : batches) {
          double loss = step(step++, batch, examples, prompts, parameters, optimizer);
          sum += loss;
          task.note(String.format(Locale.ROOT, "loss %.4f", loss));
          task.advance(1);
        }
        losses.add(sum / batches.size());
      }
    }
    return losses.build();
  }

  private ImmutableList<Tensor> parameters() {
    ImmutableList<Tensor> parameters =
        ImmutableList.<Tensor>builder()
            .addAll(classifier.model().tensors().stream().filter(Tensor::isTrainable).toList())
            .addAll(classifier.verbalizer().parameters())
            .build();
    checkArgument(
        !parameters.isEmpty(),
        "nothing of this classifier trains; load its model with LoadOptions.trained");
    return parameters;
  }

  private List<Integer> order(int count, int epoch) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seeds.derive("order", epoch)));
    return order;
  }

  private double step(
      long step,
      List<Integer> batch,
      List<Example> examples,
      List<EncodedPrompt> prompts,
      List<Tensor> parameters,
      Optimizer optimizer) {
    Machine.seed(seeds.derive("dropout", step));
    long[] labels = batch.stream().mapToLong(i -> examples.get(i).label().orElseThrow()).toArray();
    return Scope.get(
        () -> {
          Tensor loss =
              Gradients.recording(
                  () ->
                      Losses.crossEntropy(
                          scores(batch.stream().map(prompts::get).toList()), // [B,L]
                          Tensor.of(labels, labels.length), // [B]
                          ImmutableList.of(),
                          0));
          optimizer.step(Gradients.of(loss, parameters), options.learningRate());
          return (double) loss.item();
        });
  }

  private Tensor scores(List<EncodedPrompt> prompts) {
    return classifier
        .verbalizer()
        .score(classifier.model().train(classifier.tokenizer().collate(prompts)));
  }
}

package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.prompt.MaskStates;
import dev.cloze.prompt.SoftOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Piece;
import dev.cloze.template.Template;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.tokenize.TokenRole;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What becomes of one example: the pieces of the template, the tokens, what the model says at the
 * masks, and what the labels make of it.
 *
 * @param shape the model
 * @param pieces the pieces of the template
 * @param tokens the prompt as the model takes it
 * @param cut how many tokens were cut because the prompt was too long
 * @param masks the likeliest words at each mask, the likeliest first
 * @param labels what label words and labels get, where there are label words
 */
public record Explanation(
    ModelShape shape,
    ImmutableList<Piece> pieces,
    ImmutableList<Token> tokens,
    int cut,
    ImmutableList<ImmutableList<Word>> masks,
    Optional<LabelExplanation> labels) {
  private static final int WORDS = 10;

  /** A token and what it is there for; soft tokens are called by their row. */
  public record Token(String text, TokenRole role) {}

  /** A word and its probability among the whole vocabulary. */
  public record Word(String text, double probability) {}

  /**
   * What is asked.
   *
   * @param model a folder in Hugging Face layout
   * @param words the words of the labels, where labels are to be scored
   * @param calibration texts that label words are calibrated by; empty for no calibration
   */
  public record Question(
      Path model,
      Template template,
      Optional<LabelWords> words,
      ImmutableList<Example> calibration) {
    private LoadedPrompt load() {
      return new PromptParts(
              model,
              template,
              words,
              ManualVerbalizerOptions.defaults(),
              Optional.empty(),
              PromptTokenizerOptions.defaults(),
              SoftOptions.defaults(),
              Optional.empty(),
              Optional.empty())
          .load(LoadOptions.defaults(), Seeds.of(0));
    }

    /** What becomes of one example. */
    public Explanation of(Example example) {
      try (LoadedPrompt prompt = load()) {
        EncodedPrompt encoded = prompt.tokenizer().encode(example);
        return Scope.get(
            () -> {
              MaskStates states =
                  prompt.model().score(prompt.tokenizer().collate(List.of(encoded)));
              return new Explanation(
                  prompt.shape(),
                  template.pieces(),
                  tokens(encoded, prompt.pretrained()),
                  encoded.cut(),
                  likeliest(states, prompt.pretrained()),
                  words.map(w -> LabelExplanation.of(prompt, List.of(example), calibration)));
            });
      }
    }

    /** What label words and labels get in the mean over texts, of which there is at least one. */
    public LabelExplanation average(List<Example> texts) {
      try (LoadedPrompt prompt = load()) {
        return LabelExplanation.of(prompt, texts, calibration);
      }
    }
  }

  private static ImmutableList<Token> tokens(EncodedPrompt encoded, PretrainedTokenizer names) {
    return IntStream.range(0, encoded.length())
        .mapToObj(
            i ->
                new Token(
                    encoded.softIds().get(i) > 0
                        ? "soft-" + encoded.softIds().get(i)
                        : names.token(encoded.ids().get(i)),
                    encoded.roles().get(i)))
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<ImmutableList<Word>> likeliest(
      MaskStates states, PretrainedTokenizer names) {
    float[] all = Losses.softmax(states.logits()).toFloats(); // [M,V]
    int vocabulary = all.length / states.masks();
    ImmutableList.Builder<ImmutableList<Word>> masks = ImmutableList.builder();
    for (int mask = 0; mask < states.masks(); mask++) {
      float[] one = Arrays.copyOfRange(all, mask * vocabulary, (mask + 1) * vocabulary);
      masks.add(
          IntStream.range(0, vocabulary)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer id) -> -one[id]))
              .limit(WORDS)
              .map(id -> new Word(names.token(id), one[id]))
              .collect(ImmutableList.toImmutableList()));
    }
    return masks.build();
  }
}

package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.nn.Pass;
import dev.cloze.prompt.PromptModel;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.MaskingOptions;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.TokenMasking;
import dev.cloze.tokenize.TokenRole;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Prompts of which some tokens are asked for. Only text is: neither special tokens nor soft ones
 * nor the template's mask.
 *
 * @param prompts as the model is shown them, each with the same number M of positions to read; one
 *     that asks for fewer reads its first token beside
 * @param rows which of the B·M positions are asked for, A of them
 * @param right the tokens that are right there, A of them
 */
record HiddenTokens(
    ImmutableList<EncodedPrompt> prompts, ImmutableLongArray rows, ImmutableLongArray right) {

  /** Hides tokens of prompts. */
  static HiddenTokens of(
      List<EncodedPrompt> prompts,
      TokenMasking masking,
      MaskingOptions options,
      RandomGenerator random) {
    List<ImmutableList<TokenMasking.Asked>> asked = new ArrayList<>();
    prompts.forEach(prompt -> asked.add(draw(prompt, masking, options, random)));
    int most = asked.stream().mapToInt(List::size).max().orElse(0);
    ImmutableList.Builder<EncodedPrompt> shown = ImmutableList.builder();
    ImmutableLongArray.Builder rows = ImmutableLongArray.builder();
    ImmutableLongArray.Builder right = ImmutableLongArray.builder();
    for (int i = 0; i < prompts.size(); i++) {
      int[] ids = prompts.get(i).ids().toArray();
      int[] reads = new int[most];
      int place = 0;
      for (TokenMasking.Asked token : asked.get(i)) {
        right.add(ids[token.position()]);
        rows.add((long) i * most + place);
        ids[token.position()] = token.shown();
        reads[place++] = token.position();
      }
      shown.add(
          prompts.get(i).asking(ImmutableIntArray.copyOf(ids), ImmutableIntArray.copyOf(reads)));
    }
    return new HiddenTokens(shown.build(), rows.build(), right.build());
  }

  private static ImmutableList<TokenMasking.Asked> draw(
      EncodedPrompt prompt, TokenMasking masking, MaskingOptions options, RandomGenerator random) {
    int[] ids = prompt.ids().toArray();
    boolean[] text = new boolean[ids.length];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      TokenRole role = prompt.roles().get(i);
      text[i] =
          (role == TokenRole.TEXT || role == TokenRole.SHORTENABLE) && masking.isOrdinary(ids[i]);
      count += text[i] ? 1 : 0;
    }
    return count == 0
        ? ImmutableList.of()
        : masking.draw(ids, position -> text[position], options.asked(count), random);
  }

  /** Whether nothing could be hidden. */
  boolean isEmpty() {
    return right.isEmpty();
  }

  /**
   * The mean cross-entropy over the tokens that are asked for, among the whole vocabulary.
   *
   * @param pass how the model runs
   * @param tokenizer puts prompts side by side
   */
  Tensor loss(PromptModel model, Pass pass, PromptTokenizer tokenizer) {
    Tensor hidden = // [A,H]
        Indexing.rows(
            model.forward(pass, tokenizer.collate(prompts)).hidden(),
            Tensor.of(rows.toArray(), rows.length()));
    return Losses.crossEntropy(model.model().logits(pass, hidden), right.toArray());
  }
}

package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Pass;
import dev.cloze.nn.StackInput;
import dev.cloze.plm.LanguageModel;
import dev.cloze.template.SpecialToken;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Masked language modelling (Devlin et al. 2019, section 3.1) with whole words: the pieces of a
 * word, one without {@code ##} and those with it behind, are asked for together or not at all. Each
 * row has the same number of questions.
 */
public final class WholeWordMasking implements Objective {
  private final MaskingOptions options;
  private final int mask;
  private final BitSet continues = new BitSet();
  private final int[] ordinary;
  private final BitSet special = new BitSet();

  /**
   * Masking with the words of a tokenizer.
   *
   * @throws ClozeException {@link PretrainError#NO_SPECIAL_TOKEN} where it has no mask token
   */
  public WholeWordMasking(PretrainedTokenizer tokenizer, MaskingOptions options) {
    this.options = options;
    this.mask = required(tokenizer, SpecialToken.MASK);
    for (SpecialToken token : SpecialToken.values()) {
      tokenizer.special(token).ifPresent(special::set);
    }
    tokenizer.unknown().ifPresent(special::set);
    int[] kept = new int[tokenizer.size()];
    int count = 0;
    for (int id = 0; id < kept.length; id++) {
      continues.set(id, tokenizer.token(id).startsWith("##"));
      if (!special.get(id)) {
        kept[count++] = id;
      }
    }
    this.ordinary = Arrays.copyOf(kept, count);
  }

  /** The id of a special token that pretraining cannot do without. */
  static int required(PretrainedTokenizer tokenizer, SpecialToken token) {
    return tokenizer
        .special(token)
        .orElseThrow(
            () ->
                new ClozeException(
                    PretrainError.NO_SPECIAL_TOKEN,
                    "the tokenizer has no %s token; masked pretraining needs one that is named in"
                        + " special_tokens_map.json or tokenizer_config.json",
                    token));
  }

  @Override
  public Question ask(int[][] rows, RandomGenerator random) {
    int length = rows[0].length;
    int asked = Math.max(1, (int) Math.round(options.share() * length));
    Masked masked = new Masked(rows.length, length, asked);
    for (int row = 0; row < rows.length; row++) {
      hide(rows[row], row, masked, random);
    }
    return masked;
  }

  private void hide(int[] tokens, int row, Masked masked, RandomGenerator random) {
    int[] starts = new int[tokens.length];
    int words = 0;
    for (int i = 0; i < tokens.length; i++) {
      masked.ids[row * tokens.length + i] = tokens[i];
      if (!special.get(tokens[i])
          && (!continues.get(tokens[i]) || i == 0 || special.get(tokens[i - 1]))) {
        starts[words++] = i;
      }
    }
    int left = masked.asked;
    for (int remaining = words; remaining > 0 && left > 0; remaining--) {
      int drawn = random.nextInt(remaining);
      int start = starts[drawn];
      starts[drawn] = starts[remaining - 1];
      int end = start + 1;
      while (end < tokens.length && continues.get(tokens[end])) {
        end++;
      }
      if (end - start <= left) { // a longer word would be one question too many
        for (int i = start; i < end; i++) {
          masked.ask(row, --left, i, tokens[i], shown(tokens[i], random));
        }
      }
    }
  }

  private int shown(int token, RandomGenerator random) {
    double chance = random.nextDouble();
    if (chance < options.masked()) {
      return mask;
    }
    return chance < options.masked() + options.random()
        ? ordinary[random.nextInt(ordinary.length)]
        : token;
  }

  /** Rows with questions; a place that no word filled asks for nothing. */
  private static final class Masked implements Question {
    private final int batch;
    private final int length;
    private final int asked;
    private final long[] ids;
    private final long[] positions;
    private final long[] targets;

    Masked(int batch, int length, int asked) {
      this.batch = batch;
      this.length = length;
      this.asked = asked;
      this.ids = new long[batch * length];
      this.positions = new long[batch * asked];
      this.targets = new long[batch * asked];
      Arrays.fill(targets, Losses.IGNORED);
    }

    void ask(int row, int number, int position, int right, int shown) {
      ids[row * length + position] = shown;
      positions[row * asked + number] = position;
      targets[row * asked + number] = right;
    }

    @Override
    public int targets() {
      return (int) Arrays.stream(targets).filter(target -> target != Losses.IGNORED).count();
    }

    @Override
    public Tensor loss(LanguageModel model, Pass pass) {
      return loss(logits(model, pass));
    }

    @Override
    public Score score(LanguageModel model, Pass pass) {
      Tensor logits = logits(model, pass); // [B·M,V]
      long[] asRow = Arrays.stream(targets).map(target -> Math.max(0, target)).toArray();
      float[] best = Arithmetic.max(logits, -1).toFloats();
      float[] wanted =
          Indexing.gather(logits, 1, Tensor.of(asRow, targets.length, 1)).toFloats(); // [B·M,1]
      int right = 0;
      for (int i = 0; i < best.length; i++) {
        right += targets[i] != Losses.IGNORED && wanted[i] == best[i] ? 1 : 0;
      }
      return new Score(loss(logits).item(), right, targets());
    }

    private Tensor loss(Tensor logits) {
      return Losses.crossEntropy(logits, Tensor.of(targets, targets.length), ImmutableList.of(), 0);
    }

    private Tensor logits(LanguageModel model, Pass pass) {
      long[] ones = new long[batch * length];
      Arrays.fill(ones, 1);
      Tensor words = model.embed(pass, Tensor.of(ids, batch, length)); // [B,T,H]
      StackInput input =
          new StackInput(
              words,
              Tensor.of(new long[batch * length], batch, length),
              AttentionMask.of(batch, length, ones),
              0);
      Tensor hidden = // [B·M,H]
          model.encodeAt(pass, input, ImmutableLongArray.copyOf(positions));
      return model.logits(pass, hidden); // [B·M,V]
    }
  }
}

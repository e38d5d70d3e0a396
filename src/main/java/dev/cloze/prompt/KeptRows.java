package dev.cloze.prompt;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The store of mask rows: what a model that does not train says of prompts is computed once, for
 * calibration, for a verbalizer that is learned on it, for each epoch and for scoring. Rows are
 * found again by all that they depend on: the model (itself, not its name), what acts on it, the
 * numbers of its soft rows, and the prompts token by token, in which template, examples and length
 * limit show. It keeps rows up to a number of bytes; what would go beyond is computed and not kept.
 * For one thread.
 */
public final class KeptRows implements AutoCloseable {
  /** A quarter of a gibibyte: the rows of 170,000 prompts of a model of width 384. */
  public static final long USUAL_BYTES = 1L << 28;

  private final Map<Key, Tensor> rows = new HashMap<>();
  private final long mostBytes;
  private long bytes;
  private long runs;

  /** A store of {@value #USUAL_BYTES} bytes. */
  public KeptRows() {
    this(USUAL_BYTES);
  }

  /** A store of some size. */
  public KeptRows(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** All that rows depend on; models are compared as objects. */
  private record Key(LanguageModel model, NumberFormat format, String prompts) {}

  /**
   * What a model says of prompts, from the store or run now; to be closed by the caller.
   *
   * @param prompts at least one
   * @param collate puts prompts side by side
   */
  public MaskRows of(
      PromptModel model,
      List<EncodedPrompt> prompts,
      Function<List<EncodedPrompt>, PromptBatch> collate) {
    checkArgument(!prompts.isEmpty(), "there are no examples");
    checkArgument(model.isFixed(), "the rows of a model that trains would be out of date");
    Key key = new Key(model.model(), model.format(), digest(model, prompts));
    int masks = prompts.get(0).maskPositions().length();
    Tensor known = rows.get(key);
    if (known != null) {
      return MaskRows.borrowed(model, masks, known);
    }
    runs++;
    MaskRows made = MaskRows.of(model, prompts, collate);
    long size = made.bytes();
    if (bytes + size > mostBytes) {
      return made;
    }
    bytes += size;
    rows.put(key, made.rows());
    return MaskRows.borrowed(model, masks, made.rows());
  }

  /**
   * Whether the rows of prompts are there, or there is room for them; what is asked for although
   * there is none is held in memory by whoever asks.
   */
  public boolean fits(PromptModel model, List<EncodedPrompt> prompts) {
    if (prompts.isEmpty() || !model.isFixed()) {
      return false;
    }
    long rowsOfAll = (long) prompts.size() * prompts.get(0).maskPositions().length();
    long size = rowsOfAll * model.model().shape().hidden() * model.format().bytes();
    return bytes + size <= mostBytes
        || rows.containsKey(new Key(model.model(), model.format(), digest(model, prompts)));
  }

  /** How often a model had to be run because there were no rows. */
  public long runs() {
    return runs;
  }

  private static String digest(PromptModel model, List<EncodedPrompt> prompts) {
    Hasher hasher = Hashing.sha256().newHasher();
    Optional<float[]> soft = model.softRows().map(own -> Scope.get(() -> own.tensor().toFloats()));
    hasher.putInt(soft.map(values -> values.length).orElse(-1));
    for (float value : soft.orElse(new float[0])) {
      hasher.putFloat(value);
    }
    for (EncodedPrompt prompt : prompts) {
      hasher.putInt(prompt.length());
      prompt.ids().forEach(hasher::putInt);
      prompt.softIds().forEach(hasher::putInt);
      prompt.tokenTypes().forEach(hasher::putInt);
      hasher.putInt(prompt.maskPositions().length());
      prompt.maskPositions().forEach(hasher::putInt);
    }
    return hasher.hash().toString();
  }

  /** Lets go of all rows. */
  @Override
  public void close() {
    ImmutableList.copyOf(rows.values()).forEach(Tensor::close);
    rows.clear();
    bytes = 0;
  }
}

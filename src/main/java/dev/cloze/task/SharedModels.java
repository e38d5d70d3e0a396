package dev.cloze.task;

import dev.cloze.plm.Architectures;
import dev.cloze.plm.BorrowedModel;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.KeptRows;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What several prompts on one model share: one copy of frozen weights, and the mask rows that these
 * gave. A model that is trained is each prompt's own. For one thread.
 */
public final class SharedModels implements AutoCloseable {
  private final Map<Key, BorrowedModel> models = new HashMap<>();
  private final KeptRows rows = new KeptRows();

  private record Key(Path folder, LoadOptions options) {}

  /**
   * A model: the shared copy, or one of its own where it is to be trained; the caller closes it in
   * either case.
   *
   * @throws dev.cloze.base.ClozeException what loading a model throws
   */
  LanguageModel load(Path folder, LoadOptions options) {
    if (options.trainable()) {
      return Architectures.load(folder, options);
    }
    Key key = new Key(folder.toAbsolutePath().normalize(), options);
    return models.computeIfAbsent(
        key, missing -> new BorrowedModel(Architectures.load(folder, options)));
  }

  /** The rows that were kept. */
  public KeptRows rows() {
    return rows;
  }

  /** Lets go of all; what is asked for after that is loaded anew. */
  @Override
  public void close() {
    rows.close();
    models.values().forEach(model -> model.lender().close());
    models.clear();
  }
}

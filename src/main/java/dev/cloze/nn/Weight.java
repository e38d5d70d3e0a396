package dev.cloze.nn;

import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;

/**
 * What linear maps, embeddings and heads hold: a parameter, or some rows of one.
 *
 * @param parameter where the numbers are
 * @param start the first row
 * @param rows the number of rows
 */
public record Weight(Parameter parameter, long start, long rows) {
  /** A whole parameter. */
  public static Weight of(Parameter parameter) {
    return new Weight(parameter, 0, parameter.tensor().size(0));
  }

  /** The numbers to compute with: [out,in] of a map, [out] of a bias, [rows,size] of a table. */
  public Tensor value(Pass pass) {
    return slice(parameter.value(pass));
  }

  /** The numbers as they are stored: for tables, of which few rows are read and then cast. */
  public Tensor stored(Pass pass) {
    return slice(parameter.stored(pass));
  }

  private Tensor slice(Tensor whole) {
    return rows == whole.size(0) ? whole : Shapes.narrow(whole, 0, start, rows);
  }
}

package org.lockstep.gate.free;

/** What a client does beside its calls, as a user of a stream would: it multiplies two matrices. */
final class Workload {
  private final int rows;
  private final double[] left;
  private final double[] right;
  private final double[] product;

  /**
   * @param rows of each matrix, and columns; 0 for no work
   */
  Workload(int rows) {
    this.rows = rows;
    this.left = new double[rows * rows];
    this.right = new double[rows * rows];
    this.product = new double[rows * rows];
    for (int i = 0; i < left.length; i++) {
      left[i] = 1.0 / (1 + i);
      right[i] = 1.0 / (2 + i);
    }
  }

  void run() {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < rows; column++) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
          sum += left[row * rows + i] * right[i * rows + column];
        }
        product[row * rows + column] = sum;
      }
    }
    if (rows > 0) {
      left[0] = product[0] / rows; // so that nobody leaves the work out
    }
  }
}

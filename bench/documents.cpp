// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A drawing of the poster's size as PDF, again and again: bench_documents FOLDER TIMES
// The drawing is left in FOLDER/town.svg for the program beside it, the last PDF in
// FOLDER/town.pdf.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "base/json.h"
#include "documents/drawing.h"
#include "documents/testing.h"

using namespace kommod;

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "bench_documents FOLDER TIMES\n";
        return 2;
    }
    const std::string folder = argv[1], svg = documents::testing::town();
    std::ofstream(folder + "/town.svg") << svg;
    const auto about = documents::testing::about_the_town();
    std::vector<double> times;
    std::string pdf;
    for (int i = 0; i < std::atoi(argv[2]); ++i) {
        const auto begin = std::chrono::steady_clock::now();
        pdf = documents::drawing_pdf(svg, documents::a0_landscape, about).value();
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    std::ofstream(folder + "/town.pdf", std::ios::binary) << pdf;
    std::ranges::sort(times);
    std::cout << json::serialize(json::object{{"pdf_p50_ms", times.at(times.size() / 2)},
                                              {"pdf_bytes", pdf.size()},
                                              {"svg_bytes", svg.size()}})
              << "\n";
    return 0;
}

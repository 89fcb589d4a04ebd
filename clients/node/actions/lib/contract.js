// SPDX-License-Identifier: Apache-2.0
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

// The package's own copy of the contract, or the one of the source tree.
const PLACES = ['../proto', '../../../../proto'].map((place) =>
  path.join(__dirname, place),
);

function load(file, includeDirs) {
  const definition = protoLoader.loadSync(file, {
    includeDirs,
    keepCase: true,
    enums: String,
    longs: Number,
  });
  return grpc.loadPackageDefinition(definition);
}

function loadContract() {
  const file = 'herald/v1/notification_handler_service.proto';
  const place = PLACES.find((each) => existsSync(path.join(each, file)));
  return load(file, [place]).herald.v1.NotificationHandlerService;
}

const loadHealth = () =>
  load('health.proto', [__dirname]).grpc.health.v1.Health;

module.exports = { loadContract, loadHealth };
